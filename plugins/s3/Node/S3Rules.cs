using CsiHost.Abstractions.Backends;
using CsiHost.Abstractions.Models;
using CsiHost.Abstractions.Plugins;
using CsiHost.Plugins.S3.Mounting;

namespace CsiHost.Plugins.S3.Node;

/// <summary>
/// What volumes allow, whichever part of the driver a call is for. Attributes and parameters are not limited by their keys: volumes of other versions
/// of the driver have keys that this one does not know.
/// </summary>
[CsiBackend(S3Plugin.DriverName)]
internal sealed class S3Rules : IVolumeRules
{
    public VolumeRules Rules { get; } = new()
    {
        AccessModes = new HashSet<AccessMode> { AccessMode.MultiNodeMultiWriter, AccessMode.MultiNodeReaderOnly },
        AppliesVolumeMountGroup = true,
    };

    public string? FindViolation(VolumeCapability capability, IReadOnlyDictionary<string, string> volumeContext) =>
        MountArgumentPolicy.FindViolation(capability.MountFlags);
}
