using Microsoft.Extensions.Logging;

namespace CsiHost.Hosting.Logging;

/// <summary>What one log call says; lives on the stack of that call.</summary>
internal readonly ref struct LogLine
{
    public required DateTimeOffset Time { get; init; }

    public required LogLevel Level { get; init; }

    public required string Category { get; init; }

    public required EventId Event { get; init; }

    public required string Message { get; init; }

    public Exception? Exception { get; init; }

    /// <summary>The call's own values, for formats that keep them apart from the text.</summary>
    public IReadOnlyList<KeyValuePair<string, object?>>? Values { get; init; }

    /// <summary>Scope fields from the outermost in; a later field of the same name wins.</summary>
    public required IReadOnlyList<KeyValuePair<string, object?>> Scope { get; init; }
}
