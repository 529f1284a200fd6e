using CsiHost.Pipeline.Locks;
using CsiHost.Rpc.Mapping;
using Google.Protobuf.Collections;

namespace CsiHost.Rpc;

/// <summary>
/// Every RPC that takes arguments: what its fields must look like, what it locks, what it is about and what it hides.
/// </summary>
/// <remarks>
/// What is locked, and why. A call that finds its lock taken is told ABORTED and repeats; nothing waits.
/// <list type="bullet">
/// <item>CreateVolume, CreateSnapshot: the name, since there is no id yet. CreateSnapshot also the source volume.</item>
/// <item>DeleteVolume, attach, detach, expand, modify, NodeStage, NodeUnstage, NodeExpand: the volume, alone.</item>
/// <item>DeleteSnapshot: the snapshot.</item>
/// <item>NodePublish: the target path, and the volume shared with other publishes, so that pods start side by side and yet no unstage or
/// expand runs under them. With an access mode for one writer the volume is held alone: two targets must not pass each other's check.</item>
/// <item>NodeUnpublish: the target path, and the volume shared.</item>
/// </list>
/// Calls that only read lock nothing.
/// </remarks>
internal static partial class RequestTable
{
    public static IEnumerable<RequestPolicy> All => [.. ControllerRows, .. NodeRows];

    private static LockKey Alone(string volumeId) => new(LockKind.Volume, volumeId);

    private static LockKey Shared(string volumeId) => new(LockKind.Volume, volumeId) { IsShared = true };

    private static IEnumerable<string> Hidden(MapField<string, string> secrets, MapField<string, string>? context = null) =>
        secrets.Values.Concat(WorkloadMapping.TokenTexts(secrets)).Concat(context is null ? [] : WorkloadMapping.TokenTexts(context));
}
