using System.Diagnostics.CodeAnalysis;

namespace CsiHost.Hosting.Configuration;

/// <summary>Every value of every source by key (<c>A:B</c>, compared without case), and what was wrong with the sources.</summary>
internal sealed class SettingSet
{
    private readonly Dictionary<string, Setting> _settings = new(StringComparer.OrdinalIgnoreCase);

    public List<string> Errors { get; } = [];

    /// <summary>A later source wins.</summary>
    public void Set(string key, string? value, string origin)
    {
        if (IsKey(key))
            _settings[key] = new Setting(value ?? "", origin);
        else
            Errors.Add($"'{key}' (from {origin}) is no key; keys look like Section:Name");
    }

    /// <summary>Every key and its value, as the framework's configuration wants them.</summary>
    public IReadOnlyDictionary<string, string?> ToDictionary()
    {
        var values = new Dictionary<string, string?>(_settings.Count, StringComparer.OrdinalIgnoreCase);
        foreach (var key in _settings.Keys)
            values[key] = _settings[key].Value;
        return values;
    }

    public void SetAll(IEnumerable<KeyValuePair<string, string?>> values, string origin)
    {
        foreach (var (key, value) in values)
            Set(key, value, origin);
    }

    public bool TryGet(string key, [MaybeNullWhen(false)] out string value, out string origin)
    {
        var found = _settings.TryGetValue(key, out var setting);
        value = setting?.Value;
        origin = setting?.Origin ?? "";
        return found;
    }

    /// <summary>The next level below a prefix: of <c>Drivers:a:Endpoint</c> below <c>Drivers</c> it is <c>a</c>.</summary>
    public IReadOnlyList<string> ChildrenOf(string prefix)
    {
        var start = prefix.Length == 0 ? 0 : prefix.Length + 1;
        var children = new List<string>();
        foreach (var key in _settings.Keys)
        {
            var isBelow = prefix.Length == 0 || (key.Length > start && key[start - 1] == ':' && key.StartsWith(prefix, StringComparison.OrdinalIgnoreCase));
            if (isBelow && key[start..].Split(':')[0] is var child && !children.Contains(child, StringComparer.OrdinalIgnoreCase))
                children.Add(child);
        }

        children.Sort(StringComparer.OrdinalIgnoreCase);
        return children;
    }

    private static bool IsKey(string key) => key.Length > 0 && key[0] != ':' && key[^1] != ':' && !key.Contains("::", StringComparison.Ordinal);
}
