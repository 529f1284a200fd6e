namespace CsiHost.S3Engine.Hosting;

/// <summary>The process's environment, read once at start: the only place of the engine that reads it.</summary>
internal sealed class EngineEnvironment(IReadOnlyDictionary<string, string> values)
{
    public static EngineEnvironment Read()
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
#pragma warning disable RS0030 // The one place of this executable that may.
        foreach (System.Collections.DictionaryEntry entry in Environment.GetEnvironmentVariables())
            values[(string)entry.Key] = (string?)entry.Value ?? "";
#pragma warning restore RS0030
        return new EngineEnvironment(values);
    }

    /// <summary>An empty variable counts as unset.</summary>
    public string? this[string name] => values.TryGetValue(name, out var value) && value.Length > 0 ? value : null;

    public bool IsTrue(string name) => this[name] is { } value && (value == "1" || value.Equals("true", StringComparison.OrdinalIgnoreCase));

    public int Number(string name, int fallback, int least, int most) => this[name] switch
    {
        null => fallback,
        var text when int.TryParse(text, out var value) && value >= least && value <= most => value,
        var text => throw new EngineException($"{name}='{text}' is not a number from {least} to {most}"),
    };
}
