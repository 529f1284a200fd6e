using System.Text.Json;
using CsiHost.Abstractions.Errors;
using CsiHost.Abstractions.Models;
using CsiHost.Abstractions.Mounts;

namespace CsiHost.Abstractions.Tests;

public sealed class ModelTests
{
    [Theory]
    [InlineData(10, 0, 10, 9, false)]
    [InlineData(10, 0, 10, 10, true)]
    [InlineData(10, 20, 10, 20, true)]
    [InlineData(10, 20, 10, 21, false)]
    [InlineData(0, 20, 20, 5, true)]
    [InlineData(10, 10, 10, 11, false)]
    public void CapacityRange_Bounds_AreInclusive(long required, long limit, long preferred, long size, bool contains)
    {
        var sut = new CapacityRange { RequiredBytes = required, LimitBytes = limit };

        sut.PreferredBytes.ShouldBe(preferred);
        sut.Contains(size).ShouldBe(contains);
    }

    public static TheoryData<string, VolumeCapability, bool> Uses => new()
    {
        { "equal", new() { AccessMode = AccessMode.SingleNodeWriter, MountFlags = ["a", "b"] }, true },
        { "flags in another order", new() { AccessMode = AccessMode.SingleNodeWriter, MountFlags = ["b", "a"] }, true },
        { "one flag twice", new() { AccessMode = AccessMode.SingleNodeWriter, MountFlags = ["a", "b", "b"] }, false },
        { "other mode", new() { AccessMode = AccessMode.MultiNodeMultiWriter, MountFlags = ["a", "b"] }, false },
        { "other type", new() { AccessMode = AccessMode.SingleNodeWriter, AccessType = AccessType.Block, MountFlags = ["a", "b"] }, false },
        { "other file system", new() { AccessMode = AccessMode.SingleNodeWriter, FileSystemType = "xfs", MountFlags = ["a", "b"] }, false },
        { "other group", new() { AccessMode = AccessMode.SingleNodeWriter, VolumeMountGroup = "5", MountFlags = ["a", "b"] }, false },
    };

    [Theory]
    [MemberData(nameof(Uses))]
    public void IsSameUseAs_Capability_ComparesEveryField(string because, VolumeCapability other, bool expected)
    {
        var sut = new VolumeCapability { AccessMode = AccessMode.SingleNodeWriter, MountFlags = ["a", "b"] };

        sut.IsSameUseAs(other).ShouldBe(expected, because);
        other.IsSameUseAs(sut).ShouldBe(expected, because);
    }

    /// <summary>A plan is recorded as JSON and reverted from it after a restart, so every kind of step must survive the way there and back.</summary>
    [Fact]
    public void MountPlan_AsJson_ComesBackEqual()
    {
        var plan = new MountPlan
        {
            Identity = "identity",
            Steps =
            [
                new DirectoryStep { Path = "/d", Mode = UnixFileMode.UserRead },
                new FileSystemMountStep { Source = "s", Target = "/t", FileSystemType = "nfs4", Options = ["a=1", "b"], UseHelper = true, SharedKey = "k" },
                new BindMountStep { Source = "/s", Target = "/t", ReadOnly = true, Recursive = true, Options = ["nodev"] },
                new HelperProcessStep { Helper = new() { Name = "h", FileName = "/bin/h", Arguments = ["x"], Restart = false, OutlivesHost = true } },
                new CustomStep { Kind = "tunnel", Data = new Dictionary<string, string> { ["port"] = "1" } },
            ],
        };

        var text = JsonSerializer.Serialize(plan);
        var back = JsonSerializer.Deserialize<MountPlan>(text)!;

        JsonSerializer.Serialize(back).ShouldBe(text);
        back.Steps.Select(step => step.GetType()).ShouldBe(plan.Steps.Select(step => step.GetType()));
    }

    [Fact]
    public void MountStep_EveryKindOfTheContract_IsKnownToJson()
    {
        var kinds = typeof(MountStep).Assembly.GetExportedTypes().Where(type => type.IsSubclassOf(typeof(MountStep)));
        var known = typeof(MountStep).GetCustomAttributes(false).OfType<System.Text.Json.Serialization.JsonDerivedTypeAttribute>().Select(mark => mark.DerivedType);

        known.ShouldBe(kinds, ignoreOrder: true);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    public void CsiException_WithoutMessage_IsRefused(string message) =>
        Should.Throw<ArgumentException>(() => new CsiException(CsiErrorKind.Internal, message));

    [Theory]
    [InlineData(new[] { "ro" }, new string[0], true)]
    [InlineData(new[] { "rw" }, new[] { "ro" }, true)]
    [InlineData(new[] { "rw", "relatime" }, new[] { "rw" }, false)]
    public void MountEntry_IsReadOnly_LooksAtMountAndSuperblock(string[] options, string[] superOptions, bool expected) =>
        new MountEntry
        {
            Id = 1,
            ParentId = 0,
            Device = "8:1",
            Root = "/",
            MountPoint = "/",
            Options = options,
            Propagation = [],
            FileSystemType = "ext4",
            Source = "s",
            SuperOptions = superOptions,
        }.IsReadOnly.ShouldBe(expected);
}
