using CsiHost.Abstractions.Calls;
using CsiHost.Abstractions.Mounts;
using CsiHost.Abstractions.Plugins;

namespace CsiHost.Plugins.Efs.Tunnels;

/// <summary>The mount step that opens a tunnel, and closes it when the plan is taken back.</summary>
[CsiService]
internal sealed class TunnelStepHandler(NodeTunnels tunnels) : IMountStepHandler
{
    public string Kind => TunnelRequest.StepKind;

    public async ValueTask ApplyAsync(CustomStep step, CallContext call, CancellationToken cancellationToken) =>
        await tunnels.OpenAsync(TunnelRequest.From(step), cancellationToken);

    public ValueTask RevertAsync(CustomStep step, CancellationToken cancellationToken) =>
        tunnels.CloseAsync(TunnelRequest.From(step).Target, cancellationToken);

    public ValueTask RecoverAsync(CustomStep step, CancellationToken cancellationToken) =>
        tunnels.RecoverAsync(TunnelRequest.From(step), cancellationToken);
}
