namespace CsiHost.Abstractions.Commands;

/// <summary>The process prints and exits, for example for <c>--version</c> or a bad flag.</summary>
public sealed record ExitResult : CommandResult
{
    /// <summary>The exit code.</summary>
    public required int ExitCode { get; init; }

    /// <summary>Text for standard output, written as it is.</summary>
    public string Output { get; init; } = "";

    /// <summary>Text for standard error, written as it is.</summary>
    public string Error { get; init; } = "";
}
