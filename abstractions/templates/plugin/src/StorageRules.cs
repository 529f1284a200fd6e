using CsiHost.Abstractions.Backends;
using CsiHost.Abstractions.Models;
using CsiHost.Abstractions.Plugins;

namespace ExampleStorage;

/// <summary>What your volumes allow. The host checks it before each call and answers ValidateVolumeCapabilities from it.</summary>
[CsiBackend(StoragePlugin.DriverName)]
internal sealed class StorageRules : IVolumeRules
{
    public VolumeRules Rules { get; } = new()
    {
        AccessModes = new HashSet<AccessMode> { AccessMode.SingleNodeWriter, AccessMode.SingleNodeReaderOnly },
        FileSystemTypes = new HashSet<string>(),
        MountFlags = new HashSet<string>(),
        ParameterKeys = new HashSet<string>(),
        VolumeContextKeys = new HashSet<string>(),
    };
}
