using CsiHost.Abstractions.Calls;
using CsiHost.Abstractions.Mounts;
using CsiHost.Abstractions.Plugins;

namespace CsiHost.Plugins.S3.Mounting;

/// <summary>
/// The step that has a Mountpoint Pod serve its source mount, with fresh credentials. Reverting does nothing: other workloads may use the source, and
/// the next one may be on its way. The controller decides when a Mountpoint Pod is done, see <see cref="Release.SourceRelease"/>.
/// </summary>
[CsiService]
internal sealed class SourceStep(SourcePublish publish, PublishesUnderWay publishes) : IMountStepHandler
{
    public const string StepKind = "mountpoint-pod";

    public string Kind => StepKind;

    public async ValueTask ApplyAsync(CustomStep step, CallContext call, CancellationToken cancellationToken) =>
        await publish.EnsureAsync(publishes.Of(call), call, cancellationToken);

    public ValueTask RevertAsync(CustomStep step, CancellationToken cancellationToken) => ValueTask.CompletedTask;
}
