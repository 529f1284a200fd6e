namespace CsiHost.Plugins.Efs.Configuration;

/// <summary>
/// A configuration file of efs-utils, as its own reader takes it: keys in lower case, <c>=</c> or <c>:</c> between key and value, comments on lines
/// of their own (<c>#</c>, <c>;</c>), indented lines that go on with the value above, and a section DEFAULT that every other one inherits from.
/// </summary>
internal sealed class IniFile
{
    private const string DefaultSection = "DEFAULT";

    private readonly Dictionary<string, Dictionary<string, string>> _sections = new(StringComparer.Ordinal) { [DefaultSection] = [] };

    /// <exception cref="FormatException">A line is neither a section, a key with a value, nor a comment; the message names it.</exception>
    public static IniFile Parse(string text)
    {
        var file = new IniFile();
        Dictionary<string, string>? section = null;
        string? key = null;
        var number = 0;
        foreach (var line in text.Split('\n'))
        {
            number++;
            var content = line.Trim();
            if (content.Length == 0 || content[0] is '#' or ';')
            {
                key = content.Length == 0 ? null : key;
            }
            else if (char.IsWhiteSpace(line[0]) && key is not null)
            {
                section![key] += "\n" + content;
            }
            else if (content[0] == '[' && content[^1] == ']')
            {
                section = file.Section(content[1..^1]);
                key = null;
            }
            else
            {
                var end = content.IndexOfAny(['=', ':']);
                if (section is null || end <= 0)
                    throw new FormatException($"line {number} is neither a [section] nor a key = value inside of one");
                key = content[..end].TrimEnd().ToLowerInvariant();
                section[key] = content[(end + 1)..].TrimStart();
            }
        }

        return file;
    }

    public bool HasSection(string section) => section != DefaultSection && _sections.ContainsKey(section);

    /// <summary>A value of a section or of DEFAULT; null when neither has it or there is no such section.</summary>
    public string? Find(string section, string key)
    {
        if (!_sections.TryGetValue(section, out var values))
            return null;
        return values.TryGetValue(key, out var value) || _sections[DefaultSection].TryGetValue(key, out value) ? value : null;
    }

    private Dictionary<string, string> Section(string name)
    {
        if (!_sections.TryGetValue(name, out var section))
            _sections.Add(name, section = []);
        return section;
    }
}
