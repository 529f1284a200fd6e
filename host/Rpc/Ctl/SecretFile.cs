using System.Text.Json;

namespace CsiHost.Rpc.Ctl;

/// <summary>Secrets come from files only: a command line is visible to every process of the machine.</summary>
internal static class SecretFile
{
    public static IEnumerable<KeyValuePair<string, string>> Read(string path)
    {
        var text = ReadText(path);
        return text.TrimStart().StartsWith('{') ? ReadJson(path, text) : ReadLines(path, text);
    }

    private static string ReadText(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CtlValueException($"--secret-file '{path}' cannot be read: {e.Message}");
        }
    }

    private static List<KeyValuePair<string, string>> ReadJson(string path, string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            return [.. document.RootElement.EnumerateObject().Select(static property => KeyValuePair.Create(property.Name, property.Value.GetString() ?? ""))];
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // The parser quotes what it read, which is secret.
            throw new CtlValueException($"--secret-file '{path}' is no JSON object of texts");
        }
    }

    private static List<KeyValuePair<string, string>> ReadLines(string path, string text)
    {
        var secrets = new List<KeyValuePair<string, string>>();
        foreach (var (index, line) in text.Split('\n').Index())
        {
            if (line.Trim().Length == 0)
                continue;
            var at = line.IndexOf('=', StringComparison.Ordinal);
            secrets.Add(at > 0 ? new(line[..at], line[(at + 1)..].TrimEnd('\r')) : throw new CtlValueException($"--secret-file '{path}': line {index + 1} is no key=value"));
        }

        return secrets;
    }
}
