using CsiHost.Abstractions.Backends;
using CsiHost.Abstractions.Models;
using CsiHost.Pipeline.Validation;
using CsiHost.Tests.Rpc.Services;

namespace CsiHost.Tests.Pipeline;

public sealed class DriverRulesTests
{
    private static readonly VolumeRules Rules = new()
    {
        AccessModes = new HashSet<AccessMode> { AccessMode.MultiNodeMultiWriter, AccessMode.SingleNodeWriter },
        FileSystemTypes = new HashSet<string> { "xfs", "ext4" },
        MountFlags = new HashSet<string> { "ro", "vers" },
        VolumeContextKeys = new HashSet<string> { "bucket" },
    };

    private static readonly VolumeCapability Good = new() { AccessMode = AccessMode.SingleNodeWriter };

    public static TheoryData<string, string?> Capabilities => new()
    {
        { "good", null },
        { "mode", "f.access_mode MULTI_NODE_READER_ONLY is not supported; supported: SINGLE_NODE_WRITER, MULTI_NODE_MULTI_WRITER" },
        { "type", "f.access_type block is not supported; supported: mount" },
        { "fs", "f.mount.fs_type 'btrfs' is not supported; supported: ext4, xfs" },
        { "known fs", null },
        { "flag", "f.mount.mount_flags[1] is not supported; supported: ro, vers" },
        { "known flag", null },
        { "key", "volume_context[other] is not supported; supported: bucket" },
        { "known keys", null },
    };

    [Theory]
    [MemberData(nameof(Capabilities))]
    public void FindCapability_Names_FieldAndWhatIsSupported(string name, string? expected)
    {
        var capability = name switch
        {
            "mode" => Good with { AccessMode = AccessMode.MultiNodeReaderOnly },
            "type" => Good with { AccessType = AccessType.Block },
            "fs" => Good with { FileSystemType = "btrfs" },
            "known fs" => Good with { FileSystemType = "xfs" },
            "flag" => Good with { MountFlags = ["ro", "password=x"] },
            "known flag" => Good with { MountFlags = ["vers=4.1"] },
            _ => Good,
        };
        string[] keys = name switch
        {
            "key" => ["bucket", "other"],
            "known keys" => ["bucket", "csi.storage.k8s.io/new", "storage.kubernetes.io/csiProvisionerIdentity"],
            _ => [],
        };

        var violation = DriverRules.FindCapability(new FakeBackend { Rules = Rules }, capability, keys.ToDictionary(key => key), "f");

        violation?.Message.ShouldBe(expected);
        (violation is null).ShouldBe(expected is null);
    }

    [Fact]
    public void FindCapability_AsksTheDriver_Last() =>
        DriverRules.FindCapability(new FakeBackend { Violation = "volume_context[x] needs y" }, Good, DriverRules.NoContext, "f")!
            .Message.ShouldBe("volume_context[x] needs y");
}
