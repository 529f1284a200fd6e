using CsiHost.Abstractions.Calls;
using CsiHost.Abstractions.Models;
using CsiHost.Abstractions.Mounts;

namespace CsiHost.Mounts.Plans;

/// <summary>Everything a plan does to the node. Each effect is idempotent: applied twice it does nothing, and taking back nothing is no error.</summary>
internal interface IStepEffects
{
    /// <summary>Which of these names nothing has.</summary>
    ValueTask<IReadOnlyList<string>> FindMissingAsync(IReadOnlyList<string> paths, CancellationToken cancellationToken);

    /// <summary>Makes the target: a folder, or an empty file for a device.</summary>
    ValueTask MakeTargetAsync(string path, AccessType type, CancellationToken cancellationToken);

    /// <summary>Brings a step into effect; a mount is then in the mount table.</summary>
    ValueTask ApplyAsync(MountStep step, CallContext call, CancellationToken cancellationToken);

    /// <summary>Takes a step back. Folders stay; see <see cref="RemoveEmptyAsync"/>.</summary>
    ValueTask RevertAsync(MountStep step, CancellationToken cancellationToken);

    /// <summary>Brings back what died with the previous process.</summary>
    ValueTask RecoverAsync(MountStep step, CancellationToken cancellationToken);

    /// <summary>Unmounts everything stacked at a path.</summary>
    ValueTask UnmountAsync(string path, CancellationToken cancellationToken);

    /// <summary>Makes what is mounted at a path read-only.</summary>
    ValueTask MakeReadOnlyAsync(string path, CancellationToken cancellationToken);

    /// <summary>Removes an empty folder or file; tells why when it could not.</summary>
    ValueTask<string?> RemoveEmptyAsync(string path, CancellationToken cancellationToken);
}
