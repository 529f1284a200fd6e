using System.Globalization;
using System.Text;

namespace CsiHost.Telemetry.Export;

/// <summary>Prometheus' text format, version 0.0.4.</summary>
internal static class PrometheusText
{
    public const string ContentType = "text/plain; version=0.0.4; charset=utf-8";

    public static string Write(IEnumerable<MetricFamily> families)
    {
        var text = new StringBuilder();
        foreach (var family in families.Where(static family => family.Series.Count > 0))
            Append(text, family);
        return text.ToString();
    }

    private static void Append(StringBuilder text, MetricFamily family)
    {
        text.Append("# HELP ").Append(family.Name).Append(' ').Append(EscapeHelp(family.Help)).Append('\n');
        text.Append("# TYPE ").Append(family.Name).Append(' ').Append(family.Kind.ToString().ToLowerInvariant()).Append('\n');
        foreach (var series in family.Series)
        {
            if (family.Kind == MetricKind.Histogram)
                AppendHistogram(text, family, series);
            else
                AppendSample(text, family.Name, series.Labels, Show(series.Value));
        }
    }

    private static void AppendHistogram(StringBuilder text, MetricFamily family, MetricSeries series)
    {
        var counts = series.CumulativeCounts();
        var prefix = series.Labels.Length == 0 ? "" : series.Labels + ",";
        for (var i = 0; i < counts.Length; i++)
        {
            var bound = i < family.Bounds.Length ? family.Bounds[i] : double.PositiveInfinity;
            AppendSample(text, family.Name + "_bucket", $"{prefix}le=\"{Show(bound)}\"", Show(counts[i]));
        }

        AppendSample(text, family.Name + "_sum", series.Labels, Show(series.Value));
        AppendSample(text, family.Name + "_count", series.Labels, Show(counts[^1]));
    }

    private static void AppendSample(StringBuilder text, string name, string labels, string value)
    {
        text.Append(name);
        if (labels.Length > 0)
            text.Append('{').Append(labels).Append('}');
        text.Append(' ').Append(value).Append('\n');
    }

    private static string Show(double value) => value switch
    {
        double.PositiveInfinity => "+Inf",
        double.NegativeInfinity => "-Inf",
        _ => value.ToString(CultureInfo.InvariantCulture),
    };

    private static string EscapeHelp(string help) => help
        .Replace("\\", "\\\\", StringComparison.Ordinal)
        .Replace("\n", "\\n", StringComparison.Ordinal);
}
