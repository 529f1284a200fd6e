namespace CsiHost.Plugins.Efs.Configuration;

/// <summary>A configuration file being written: sections of <c>key = value</c>, some of them commented out for whoever wants to set them.</summary>
internal sealed class ConfText
{
    private readonly List<string> _lines = [];

    public ConfText Section(string name)
    {
        if (_lines.Count > 0)
            _lines.Add("");
        _lines.Add($"[{name}]");
        return this;
    }

    public ConfText Set(string key, string value)
    {
        _lines.Add($"{key} = {value}");
        return this;
    }

    public ConfText Set(string key, bool value) => Set(key, value ? "true" : "false");

    /// <summary>A key with the value that holds anyway.</summary>
    public ConfText Offer(string key, string value)
    {
        _lines.Add($"# {key} = {value}");
        return this;
    }

    /// <summary>
    /// Changes a line that is there, also a commented one. The first of the section wins, as the reader of the file takes one only.
    /// </summary>
    /// <exception cref="FormatException">The section or the key does not exist, or the value would be more than one line.</exception>
    public ConfText Override(ConfOverride change)
    {
        if (change.Value.Any(char.IsControl))
            throw new FormatException($"the override of [{change.Section}] {change.Key} holds a control character");
        var start = _lines.IndexOf($"[{change.Section}]");
        if (start < 0)
            throw new FormatException($"there is no section [{change.Section}] to override");
        for (var index = start + 1; index < _lines.Count && !_lines[index].StartsWith('['); index++)
        {
            if (_lines[index].TrimStart('#', ' ').Split('=', 2)[0].TrimEnd() != change.Key)
                continue;
            _lines[index] = $"{change.Key} = {change.Value}";
            return this;
        }

        throw new FormatException($"section [{change.Section}] has no key {change.Key} to override");
    }

    public override string ToString() => string.Join('\n', _lines) + "\n";
}
