namespace CsiHost.Plugins.Efs;

/// <summary>One entry of <c>section:key=value,…</c>: a change to a rendered configuration file of efs-utils.</summary>
/// <param name="Section">The section's name without brackets.</param>
/// <param name="Key">The key, which the section must have.</param>
/// <param name="Value">The new value; may contain <c>=</c>, never a comma.</param>
internal sealed record ConfOverride(string Section, string Key, string Value)
{
    /// <summary>Reads a list; blank entries are skipped.</summary>
    /// <returns>Null, with the problem, when an entry is malformed.</returns>
    public static IReadOnlyList<ConfOverride>? Parse(string text, out string problem)
    {
        problem = "";
        var overrides = new List<ConfOverride>();
        foreach (var entry in text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var colon = entry.IndexOf(':', StringComparison.Ordinal);
            var equals = colon < 0 ? -1 : entry.IndexOf('=', colon + 1);
            var section = colon < 0 ? "" : entry[..colon].Trim();
            var key = equals < 0 ? "" : entry[(colon + 1)..equals].Trim();
            if (section.Length == 0 || key.Length == 0)
            {
                problem = $"'{entry}' is no override; write section:key=value and separate overrides by commas";
                return null;
            }
            overrides.Add(new ConfOverride(section, key, entry[(equals + 1)..].Trim()));
        }
        return overrides;
    }
}
