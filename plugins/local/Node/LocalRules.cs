using CsiHost.Abstractions.Backends;
using CsiHost.Abstractions.Models;
using CsiHost.Abstractions.Plugins;
using CsiHost.Plugins.Local.Controller;

namespace CsiHost.Plugins.Local.Node;

/// <summary>What the host checks before each call, so that no other class here has to.</summary>
[CsiBackend(LocalPlugin.DriverName)]
internal sealed class LocalRules(LocalOptions options) : IVolumeRules
{
    private static readonly AccessMode[] OneNode =
    [
        AccessMode.SingleNodeWriter, AccessMode.SingleNodeReaderOnly, AccessMode.SingleNodeSingleWriter, AccessMode.SingleNodeMultiWriter,
    ];

    private static readonly AccessMode[] ManyNodes =
        [AccessMode.MultiNodeReaderOnly, AccessMode.MultiNodeSingleWriter, AccessMode.MultiNodeMultiWriter];

    public VolumeRules Rules { get; } = new()
    {
        AccessModes = new HashSet<AccessMode>(options.AllowMultiNodeModes ? [.. OneNode, .. ManyNodes] : OneNode),
        FileSystemTypes = new HashSet<string>(), // a directory has the file system it is on
        MountFlags = new HashSet<string> { "nosuid", "nodev", "noexec", "noatime", "nodiratime", "relatime" }, // what a bind mount can have
        VolumeContextKeys = new HashSet<string>(),
        ParameterKeys = VolumeParameters.Keys,
        MutableParameterKeys = VolumeParameters.MutableKeys,
    };
}
