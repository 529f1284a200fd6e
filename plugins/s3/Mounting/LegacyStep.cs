using CsiHost.Abstractions.Calls;
using CsiHost.Abstractions.Errors;
using CsiHost.Abstractions.Mounts;
using CsiHost.Abstractions.Plugins;

namespace CsiHost.Plugins.S3.Mounting;

/// <summary>
/// The step of a mount of version 1. It is never made anew - only a Mountpoint Pod can serve the next one - and taking it back is the host's unmount
/// of the target.
/// </summary>
[CsiService]
internal sealed class LegacyStep : IMountStepHandler
{
    public const string StepKind = "systemd-mount";

    public string Kind => StepKind;

    public ValueTask ApplyAsync(CustomStep step, CallContext call, CancellationToken cancellationToken) =>
        throw CsiErrors.FailedPrecondition("the mount of driver version 1 at the target is gone; restart the workload to mount the volume by a Mountpoint Pod");

    public ValueTask RevertAsync(CustomStep step, CancellationToken cancellationToken) => ValueTask.CompletedTask;
}
