using System.Text;

namespace CsiHost.Plugins.Efs.Controller;

/// <summary>
/// The tags of access points: that of the driver, overlaid by those of <c>--tags</c>. An item that is not <c>key</c> or <c>key:value</c> is
/// dropped with a warning, as upstream does.
/// </summary>
internal static class AccessPointTags
{
    public const string DriverKey = "efs.csi.aws.com/cluster";

    public static IReadOnlyDictionary<string, string> Create(string text, out IReadOnlyList<string> dropped)
    {
        var tags = new Dictionary<string, string>(StringComparer.Ordinal) { [DriverKey] = "true" };
        foreach (var (key, value) in Parse(text, out dropped))
            tags[key] = value;
        return tags;
    }

    /// <summary>Reads <c>key:value key2:value2</c>; a backslash takes the next space, colon or backslash as it is.</summary>
    public static IReadOnlyList<KeyValuePair<string, string>> Parse(string text, out IReadOnlyList<string> dropped)
    {
        var tags = new List<KeyValuePair<string, string>>();
        var refused = new List<string>();
        dropped = refused;
        if (text.Trim() is not { Length: > 0 } trimmed)
            return tags;
        if (Split(trimmed, ' ') is not { } items)
        {
            refused.Add(trimmed);
            return tags;
        }
        foreach (var item in items)
        {
            switch (Split(item, ':'))
            {
                case [{ Length: > 0 } key]:
                    tags.Add(new(key, ""));
                    break;
                case [{ Length: > 0 } key, var value]:
                    tags.Add(new(key, value));
                    break;
                default:
                    refused.Add(item);
                    break;
            }
        }
        return tags;
    }

    /// <summary>Null when the text ends within an escape.</summary>
    private static List<string>? Split(string text, char separator)
    {
        var parts = new List<string>();
        var part = new StringBuilder();
        for (var index = 0; index < text.Length; index++)
        {
            var character = text[index];
            if (character == '\\')
            {
                if (++index == text.Length)
                    return null;
                // Only what this pass would take apart loses its backslash; the rest is left to the next pass.
                if (text[index] != '\\' && text[index] != separator)
                    part.Append('\\');
                part.Append(text[index]);
            }
            else if (character == separator)
            {
                parts.Add(part.ToString());
                part.Clear();
            }
            else
            {
                part.Append(character);
            }
        }
        parts.Add(part.ToString());
        return parts;
    }
}
