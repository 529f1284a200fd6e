using CsiHost.Abstractions.Models;
using CsiHost.Abstractions.Mounts;

namespace CsiHost.Tests.Mounts.Rig;

/// <summary>Requests and plans that tests vary.</summary>
internal static class Requests
{
    public static PublishRequest Publish(
        string target, string volume = "vol-1", AccessMode mode = AccessMode.MultiNodeMultiWriter, AccessType type = AccessType.Mount, bool readOnly = false) => new()
        {
            VolumeId = new VolumeId(volume),
            TargetPath = new AbsolutePath(target),
            Capability = new VolumeCapability { AccessMode = mode, AccessType = type },
            ReadOnly = readOnly,
        };

    public static StageRequest Stage(string path, string volume = "vol-1", string type = "") => new()
    {
        VolumeId = new VolumeId(volume),
        StagingPath = new AbsolutePath(path),
        Capability = new VolumeCapability { AccessMode = AccessMode.MultiNodeMultiWriter, FileSystemType = type },
    };

    public static MountPlan BindPlan(string source, string target, params MountStep[] before) => new()
    {
        Identity = "bind|" + source,
        Steps = [.. before, new BindMountStep { Source = source, Target = target }],
    };

    public static CustomStep Note(string name, string? sharedKey = null) =>
        new() { Kind = "note", Data = new Dictionary<string, string> { ["name"] = name }, SharedKey = sharedKey };
}
