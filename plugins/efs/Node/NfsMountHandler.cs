using CsiHost.Abstractions.Calls;
using CsiHost.Abstractions.Mounts;
using CsiHost.Abstractions.Plugins;
using CsiHost.Plugins.Efs.Node.Usage;

namespace CsiHost.Plugins.Efs.Node;

/// <summary>Carries out the mount step of a volume. A walk through the volume would keep it busy, so it ends first.</summary>
[CsiService]
internal sealed class NfsMountHandler(NfsMounter mounter, UsageWalks walks) : IMountStepHandler
{
    public string Kind => NfsMount.StepKind;

    public ValueTask ApplyAsync(CustomStep step, CallContext call, CancellationToken cancellationToken) =>
        mounter.MountAsync(NfsMount.From(step), cancellationToken);

    public async ValueTask RevertAsync(CustomStep step, CancellationToken cancellationToken)
    {
        var mount = NfsMount.From(step);
        await walks.CancelAsync(mount.Target, cancellationToken);
        await mounter.UnmountAsync(mount.Target, cancellationToken);
    }
}
