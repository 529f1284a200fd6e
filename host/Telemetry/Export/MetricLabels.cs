using System.Globalization;
using System.Text;

namespace CsiHost.Telemetry.Export;

/// <summary>Labels in the order of their names, values escaped.</summary>
internal static class MetricLabels
{
    public static string Write(ReadOnlySpan<KeyValuePair<string, object?>> first, ReadOnlySpan<KeyValuePair<string, object?>> second)
    {
        var labels = new SortedDictionary<string, string>(StringComparer.Ordinal);
        Add(labels, first);
        Add(labels, second);
        var text = new StringBuilder();
        foreach (var (name, value) in labels)
            text.Append(text.Length == 0 ? "" : ",").Append(name).Append("=\"").Append(value).Append('"');
        return text.ToString();
    }

    private static void Add(SortedDictionary<string, string> labels, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        foreach (var (key, value) in tags)
            labels.TryAdd(MetricName.Clean(key), Escape(Convert.ToString(value, CultureInfo.InvariantCulture) ?? ""));
    }

    private static string Escape(string value) => value
        .Replace("\\", "\\\\", StringComparison.Ordinal)
        .Replace("\"", "\\\"", StringComparison.Ordinal)
        .Replace("\n", "\\n", StringComparison.Ordinal);
}
