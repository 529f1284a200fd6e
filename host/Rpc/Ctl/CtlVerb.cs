using CsiHost.Rpc.Client;

namespace CsiHost.Rpc.Ctl;

/// <summary>One RPC as a command for people.</summary>
internal abstract class CtlVerb(string path, string summary)
{
    /// <summary>As in <c>create-volume</c>.</summary>
    public string Name { get; } = CtlNames.Kebab(path[(path.LastIndexOf('/') + 1)..]);

    /// <summary>As in <c>csi.v1.Controller</c>.</summary>
    public string Service { get; } = path.Split('/')[1];

    public string Summary { get; } = summary;

    public abstract IReadOnlyList<CtlOption> Options { get; }

    /// <summary>Calls the driver and returns its reply as JSON.</summary>
    /// <param name="channel">The driver's socket.</param>
    /// <param name="json">A whole request as JSON; null to begin with an empty one.</param>
    /// <param name="options">Options and their values, laid over the request in this order.</param>
    /// <param name="timeout">The call's deadline.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="CtlValueException">A value cannot be read.</exception>
    /// <exception cref="Pipeline.CallStatusException">The driver refused.</exception>
    public abstract Task<string> CallAsync(
        CsiChannel channel, string? json, IEnumerable<(CtlOption Option, string Value)> options, TimeSpan timeout, CancellationToken cancellationToken);
}
