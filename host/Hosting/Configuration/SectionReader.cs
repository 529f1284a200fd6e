using System.Globalization;
using CsiHost.Abstractions.Commands;
using CsiHost.Abstractions.Errors;
using CsiHost.Abstractions.Models;

namespace CsiHost.Hosting.Configuration;

/// <summary>
/// Reads one section, key by key. A key that was asked for is known; the rest is unknown. Nothing throws: every finding goes to the list, with
/// the key, where it was said and what it accepts.
/// </summary>
internal sealed class SectionReader(SettingSet settings, string section)
{
    private readonly HashSet<string> _known = new(StringComparer.OrdinalIgnoreCase);

    public string Text(string name, string fallback) => Read(name, fallback, "", static (string text, out string value) => (value = text).Length >= 0);

    /// <summary>Null when absent or empty.</summary>
    public string? OptionalText(string name) => Text(name, "") is { Length: > 0 } text ? text : null;

    public bool Flag(string name, bool fallback) => Read(name, fallback, "true or false", static (string text, out bool value) => bool.TryParse(text, out value));

    public int Number(string name, int fallback, int least = 0) =>
        Read(name, fallback, $"a whole number from {least}", (string text, out int value) =>
            int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out value) && value >= least);

    public TimeSpan Duration(string name, TimeSpan fallback) =>
        Read(name, fallback, "a duration above zero such as 00:00:30 or 30s", static (string text, out TimeSpan value) =>
            (TimeSpan.TryParseExact(text, "c", CultureInfo.InvariantCulture, out value) || GoDuration.TryParse(text, out value))
            && value > TimeSpan.Zero && value <= TimeSpan.FromDays(1));

    /// <summary>An absolute path, or empty where the fallback is.</summary>
    public string Folder(string name, string fallback) =>
        Read(name, fallback, "an absolute path without . and ..", static (string text, out string value) =>
        {
            var isRead = Accepts(static text => new AbsolutePath(text), text, out var path);
            value = path.Value;
            return isRead;
        });

    /// <summary>Whether a type of the contract takes the text.</summary>
    public static bool Accepts<T>(Func<string, T> create, string text, out T? value)
    {
        try
        {
            value = create(text);
            return true;
        }
        catch (CsiException)
        {
            value = default;
            return false;
        }
    }

    /// <summary>One of the names of an enumeration, without case.</summary>
    public T OneOf<T>(string name, T fallback)
        where T : struct, Enum
    {
        _known.Add(name);
        if (!settings.TryGet(section + ":" + name, out var text, out var origin) || text.Length == 0)
            return fallback;
        // Names only: the parser would take a number as well.
        if (Array.Exists(Enum.GetNames<T>(), known => known.Equals(text, StringComparison.OrdinalIgnoreCase)))
            return Enum.Parse<T>(text, ignoreCase: true);
        Refuse(name, text, origin, "one of " + string.Join(", ", Enum.GetNames<T>()).ToLowerInvariant());
        return fallback;
    }

    /// <summary>Any value with a reader of its own; an empty value counts as absent.</summary>
    public T Read<T>(string name, T fallback, string accepts, Reader<T> read)
    {
        _known.Add(name);
        if (!settings.TryGet(section + ":" + name, out var text, out var origin) || text.Length == 0)
            return fallback;
        if (read(text, out var value))
            return value;
        Refuse(name, text, origin, accepts);
        return fallback;
    }

    /// <summary>Reports the keys of the section that nothing asked for.</summary>
    public void RejectUnknown()
    {
        foreach (var name in settings.ChildrenOf(section))
        {
            if (!_known.Contains(name))
                settings.Errors.Add($"{section}:{name} is not a known key{Suggestion.For(name, _known)}");
            else if (settings.ChildrenOf(section + ":" + name) is [var child, ..])
                settings.Errors.Add($"{section}:{name}:{child} is not a known key; {section}:{name} holds one value");
        }
    }

    private void Refuse(string name, string text, string origin, string accepts) =>
        settings.Errors.Add($"{section}:{name} (from {origin}): '{text}' is not accepted; it takes {accepts}");

    /// <summary>Reads a text; false when it is not accepted.</summary>
    public delegate bool Reader<T>(string text, out T value);
}
