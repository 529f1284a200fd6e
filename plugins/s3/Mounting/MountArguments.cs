namespace CsiHost.Plugins.S3.Mounting;

/// <summary>
/// The arguments of mount-s3, from a volume's mount options. A set of keys and values: equal pairs are one, a key may have several values
/// (<c>--bind</c>). Its list form is sorted by bytes, and reading that list again gives the same set.
/// </summary>
internal sealed class MountArguments
{
    private static readonly HashSet<string> Dropped = new(StringComparer.Ordinal) { "--foreground", "-f", "--help", "-h", "--version", "-v" };

    private readonly HashSet<(string Key, string Value)> _pairs = [];

    /// <summary>Reads mount options: <c>key value</c>, <c>key=value</c> or <c>key</c>, with or without dashes. Never fails.</summary>
    public static MountArguments Parse(IEnumerable<string> options)
    {
        var arguments = new MountArguments();
        foreach (var option in options)
        {
            var text = option.Trim(' ');
            var separator = text.AsSpan().IndexOfAny(' ', '=');
            var key = Normalize(separator < 0 ? text : text[..separator]);
            if (!Dropped.Contains(key))
                arguments._pairs.Add((key, separator < 0 ? "" : text[(separator + 1)..].Trim(' ')));
        }

        return arguments;
    }

    public bool Has(string key) => _pairs.Any(pair => pair.Key == Normalize(key));

    /// <summary>A key's value, of several the first in byte order; null when the key is absent, empty when it has no value.</summary>
    public string? Find(string key) => ValuesOf(key).FirstOrDefault();

    /// <summary>Gives a key one value, in place of those it has.</summary>
    public void Set(string key, string value)
    {
        Remove(key);
        _pairs.Add((Normalize(key), value));
    }

    public void SetIfAbsent(string key, string value = "")
    {
        if (!Has(key))
            Set(key, value);
    }

    /// <summary>Removes a key with all its values.</summary>
    /// <returns>What <see cref="Find"/> would have said.</returns>
    public string? Remove(string key)
    {
        var value = Find(key);
        _pairs.RemoveWhere(pair => pair.Key == Normalize(key));
        return value;
    }

    public IReadOnlyList<string> ToList() =>
        [.. _pairs.Select(static pair => pair.Value.Length == 0 ? pair.Key : $"{pair.Key}={pair.Value}").Order(ByteOrder.Comparer)];

    private IEnumerable<string> ValuesOf(string key) =>
        _pairs.Where(pair => pair.Key == Normalize(key)).Select(static pair => pair.Value).Order(ByteOrder.Comparer);

    private static string Normalize(string key) => key.StartsWith('-') ? key : "--" + key;
}
