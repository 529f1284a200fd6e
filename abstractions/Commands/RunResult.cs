namespace CsiHost.Abstractions.Commands;

/// <summary>
/// The host runs with this configuration laid over its own. A command without a driver (a controller that only reconciles) leaves
/// <c>Drivers</c> empty and does its work in an <see cref="Plugins.IPluginLifecycle"/>.
/// </summary>
public sealed record RunResult : CommandResult
{
    /// <summary>Configuration keys with <c>:</c> between levels, for example <c>Drivers:efs.csi.aws.com:Endpoint</c>.</summary>
    public required IReadOnlyDictionary<string, string?> Configuration { get; init; }
}
