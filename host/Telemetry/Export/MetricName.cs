namespace CsiHost.Telemetry.Export;

/// <summary>Names in Prometheus' alphabet, with the unit and <c>_total</c> at the end as its conventions want.</summary>
internal static class MetricName
{
    private const string PluginMeters = "CsiHost.Plugin.";

    public static string Of(string name, string? unit, MetricKind kind)
    {
        var result = Clean(name);
        var suffix = SuffixOf(unit);
        var isTotal = result.EndsWith("_total", StringComparison.Ordinal);
        if (isTotal)
            result = result[..^"_total".Length];
        if (suffix.Length > 0 && !result.EndsWith(suffix, StringComparison.Ordinal))
            result += suffix;
        return isTotal || kind == MetricKind.Counter ? result + "_total" : result;
    }

    /// <summary>A label or metric name: letters, digits and <c>_</c>, no digit first.</summary>
    public static string Clean(string name)
    {
        if (name.Length == 0)
            return "_";
        var clean = string.Create(name.Length, name, static (output, input) =>
        {
            for (var i = 0; i < input.Length; i++)
                output[i] = char.IsAsciiLetterOrDigit(input[i]) ? input[i] : '_';
        });
        return char.IsAsciiDigit(clean[0]) ? "_" + clean : clean;
    }

    /// <summary>The meters of plugins may hold instruments of one name; a label keeps them apart.</summary>
    public static KeyValuePair<string, object?>[] TagsOf(string meter) =>
        meter.StartsWith(PluginMeters, StringComparison.Ordinal) ? [new("plugin", meter[PluginMeters.Length..])] : [];

    private static string SuffixOf(string? unit) => unit switch
    {
        "s" => "_seconds",
        "ms" => "_milliseconds",
        "By" => "_bytes",
        "1" => "_ratio",
        _ => "",
    };
}
