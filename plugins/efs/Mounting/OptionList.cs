using System.Diagnostics.CodeAnalysis;

namespace CsiHost.Plugins.Efs.Mounting;

/// <summary>Mount options in order: <c>name=value</c> or a bare <c>name</c>. A repeated one takes the new value at the old place.</summary>
internal sealed class OptionList
{
    private readonly List<KeyValuePair<string, string?>> _options = [];

    /// <summary>Reads options, one an entry; a value may hold further <c>=</c>.</summary>
    public static OptionList Parse(IEnumerable<string> entries)
    {
        var list = new OptionList();
        foreach (var entry in entries)
            list.Add(entry);
        return list;
    }

    public void Add(string entry)
    {
        var equals = entry.IndexOf('=', StringComparison.Ordinal);
        if (equals < 0)
            Set(entry, null);
        else
            Set(entry[..equals], entry[(equals + 1)..]);
    }

    public void Set(string name, string? value)
    {
        var option = KeyValuePair.Create(name, value);
        var index = _options.FindIndex(known => known.Key == name);
        if (index < 0)
            _options.Add(option);
        else
            _options[index] = option;
    }

    public bool Has(string name) => _options.Exists(option => option.Key == name);

    /// <summary>Whether there is an option of that name with a value, also an empty one.</summary>
    public bool TryGet(string name, [MaybeNullWhen(false)] out string value)
    {
        value = Find(name);
        return value is not null;
    }

    /// <summary>A value; null when the option is bare or absent.</summary>
    public string? Find(string name) => _options.Find(option => option.Key == name).Value;

    public void RemoveAll(Predicate<string> names) => _options.RemoveAll(option => names(option.Key));

    public OptionList Clone() => Parse(ToList());

    /// <summary>The options as mount(8) takes them, one an entry.</summary>
    public IReadOnlyList<string> ToList() => [.. _options.Select(option => option.Value is null ? option.Key : $"{option.Key}={option.Value}")];

    public override string ToString() => string.Join(',', ToList());
}
