using System.Globalization;
using System.Text;
using CsiHost.Abstractions.Mounts;

namespace CsiHost.Mounts;

/// <summary>
/// Reads <c>/proc/self/mountinfo</c>: id, parent, device, root, mount point, options, any number of propagation fields, a lone dash, type,
/// source, super options. Lines that do not fit are skipped: a strange mount elsewhere must not stop this driver's.
/// </summary>
internal static class MountInfoParser
{
    private const int FixedFields = 6;

    /// <summary>Parses the whole table.</summary>
    public static IReadOnlyList<MountEntry> Parse(string table)
    {
        var entries = new List<MountEntry>();
        foreach (var line in table.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            if (ParseLine(line) is { } entry)
                entries.Add(entry);
        }

        return entries;
    }

    /// <summary>Parses one line; null when it is not one.</summary>
    public static MountEntry? ParseLine(string line)
    {
        // An empty source is written as an empty field, so empty fields count.
        var fields = line.TrimEnd('\r').Split(' ');
        var dash = Array.IndexOf(fields, "-", Math.Min(FixedFields, fields.Length));
        if (dash < 0 || fields.Length < dash + 4
            || !int.TryParse(fields[0], NumberStyles.None, CultureInfo.InvariantCulture, out var id)
            || !int.TryParse(fields[1], NumberStyles.None, CultureInfo.InvariantCulture, out var parent))
            return null;

        return new MountEntry
        {
            Id = id,
            ParentId = parent,
            Device = fields[2],
            Root = Unescape(fields[3]),
            MountPoint = Unescape(fields[4]),
            Options = fields[5].Split(','),
            Propagation = fields[FixedFields..dash],
            FileSystemType = Unescape(fields[dash + 1]),
            Source = Unescape(fields[dash + 2]),
            SuperOptions = [.. fields[dash + 3].Split(',').Select(Unescape)],
        };
    }

    /// <summary>Decodes the kernel's <c>\ooo</c> escapes (space, tab, newline, backslash, hash), which stand for bytes of UTF-8.</summary>
    public static string Unescape(string field)
    {
        if (!field.Contains('\\'))
            return field;

        var source = Encoding.UTF8.GetBytes(field);
        var result = new byte[source.Length];
        var length = 0;
        for (var index = 0; index < source.Length; index++)
        {
            if (source[index] == '\\' && Octal(source.AsSpan(index + 1)) is { } value)
            {
                result[length++] = value;
                index += 3;
            }
            else
            {
                result[length++] = source[index];
            }
        }

        return Encoding.UTF8.GetString(result, 0, length);
    }

    private static byte? Octal(ReadOnlySpan<byte> text)
    {
        if (text.Length < 3 || text[..3].ContainsAnyExceptInRange((byte)'0', (byte)'7') || text[0] > '3')
            return null;
        return (byte)(((text[0] - '0') << 6) | ((text[1] - '0') << 3) | (text[2] - '0'));
    }
}
