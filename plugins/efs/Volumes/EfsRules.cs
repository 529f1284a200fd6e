using CsiHost.Abstractions.Backends;
using CsiHost.Abstractions.Models;
using CsiHost.Abstractions.Plugins;

namespace CsiHost.Plugins.Efs.Volumes;

/// <summary>
/// What the host checks before each call. File-system types, parameters and the volume context are read where they are used: their rules differ
/// between the calls.
/// </summary>
[CsiBackend(EfsPlugin.DriverName)]
internal sealed class EfsRules : IVolumeRules
{
    public VolumeRules Rules { get; } = new()
    {
        // Without SINGLE_NODE_MULTI_WRITER, Kubernetes sends ReadWriteOncePod as SINGLE_NODE_WRITER.
        AccessModes = new HashSet<AccessMode> { AccessMode.SingleNodeWriter, AccessMode.MultiNodeMultiWriter },
    };

    public string? FindViolation(VolumeCapability capability, IReadOnlyDictionary<string, string> volumeContext) =>
        capability.MountFlags.Contains("crossaccount", StringComparer.OrdinalIgnoreCase)
            ? "mount_flags must not have crossaccount; the volume's context says whether it is in another account"
            : null;
}
