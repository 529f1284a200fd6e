using CsiHost.Abstractions.Errors;
using CsiHost.Abstractions.Models;
using CsiHost.Plugins.Local.Node;

namespace CsiHost.Plugins.Local.Tests.Controller;

public sealed class CreateVolumeTests : BackendTest
{
    [Fact]
    public async Task Create_NewName_MakesAnEmptyVolumeOnThisNode()
    {
        var volume = await Sut.CreateAsync(Requests.Create("pvc-1"));

        volume.CapacityBytes.ShouldBe(Requests.Size);
        volume.AccessibleTopology.ShouldHaveSingleItem()[ThisNode.TopologyKey].ShouldBe("node-1");
        Directory.EnumerateFileSystemEntries(Sut.DataOf(volume.Id.Value)).ShouldBeEmpty();
        Sut.Leftovers.ShouldBeEmpty();
        Sut.Logs.ShouldHaveNoErrors();
    }

    public static TheoryData<string, long, long, long, long, bool> Repeats => new()
    {
        { "equal", 100, 0, 100, 0, true },
        { "no size asked the second time", 100, 0, 0, 0, true },
        { "smaller lower bound", 100, 0, 50, 0, true },
        { "range around it", 100, 0, 50, 150, true },
        { "larger", 100, 0, 200, 0, false },
        { "exact and other", 100, 100, 200, 200, false },
        { "limit below it", 100, 0, 50, 60, false },
    };

    [Theory]
    [MemberData(nameof(Repeats))]
    public async Task Create_NameThatExists_ComparesTheSize(string because, long required, long limit, long required2, long limit2, bool isSame)
    {
        var first = await Sut.CreateAsync(Requests.Create("name", required, limit));

        var kind = await KindOfAsync(async () => (await Sut.CreateAsync(Requests.Create("name", required2, limit2))).ShouldBeEquivalentTo(first));

        kind.ShouldBe(isSame ? null : CsiErrorKind.Incompatible, because);
    }

    public static TheoryData<string, string?, string?, bool> RepeatedParameters => new()
    {
        { "same", "0700", "0700", true },
        { "other value", "0700", "0755", false },
        { "missing now", "0700", null, false },
        { "new now", null, "0700", false },
    };

    [Theory]
    [MemberData(nameof(RepeatedParameters))]
    public async Task Create_NameThatExists_ComparesTheParameters(string because, string? first, string? second, bool isSame)
    {
        await Sut.CreateAsync(Requests.Create("name", parameters: Mode(first)));

        var kind = await KindOfAsync(() => Sut.CreateAsync(Requests.Create("name", parameters: Mode(second))));

        kind.ShouldBe(isSame ? null : CsiErrorKind.Incompatible, because);
        static Dictionary<string, string> Mode(string? value) => value is null ? [] : new() { ["directoryMode"] = value };
    }

    [Fact]
    public async Task Create_RepeatedAfterARestartAndAnExpansion_GivesTheSameVolume()
    {
        var first = await Sut.CreateAsync(Requests.Create("name"));
        await Sut.Changes.ExpandAsync(
            new ExpandVolumeRequest { VolumeId = first.Id, Capacity = new CapacityRange { RequiredBytes = 2 * Requests.Size } },
            LocalBackend.Call,
            CancellationToken.None);
        await RestartAsync();

        var second = await Sut.CreateAsync(Requests.Create("name"));

        second.Id.ShouldBe(first.Id);
        second.CapacityBytes.ShouldBe(2 * Requests.Size);
    }

    public static TheoryData<string, long, long, long?> Sizes => new()
    {
        { "nothing asked: the default", 0, 0, 1024L * 1024 * 1024 },
        { "odd sizes are not rounded", 12345, 0, 12345 },
        { "only a limit", 0, 777, 777 },
        { "exactly", 5000, 5000, 5000 },
        { "larger than any file system", long.MaxValue, 0, null },
    };

    [Theory]
    [MemberData(nameof(Sizes))]
    public async Task Create_Range_GivesExactlyThatSize(string because, long required, long limit, long? expected)
    {
        long? size = null;

        var kind = await KindOfAsync(async () => size = (await Sut.CreateAsync(Requests.Create("name", required, limit))).CapacityBytes);

        size.ShouldBe(expected, because);
        kind.ShouldBe(expected is null ? CsiErrorKind.OutOfRange : null, because);
    }

    [Fact]
    public async Task Create_MoreThanTheConfiguredMaximum_IsOutOfRange()
    {
        await RestartAsync(options => (options.DefaultVolumeBytes, options.MaximumVolumeBytes) = (100, 1000));

        (await Sut.CreateAsync(Requests.Create("fits", 1000))).CapacityBytes.ShouldBe(1000);
        (await KindOfAsync(() => Sut.CreateAsync(Requests.Create("too-large", 1001)))).ShouldBe(CsiErrorKind.OutOfRange);
    }

    public static TheoryData<string, string, string> BadParameters => new()
    {
        { "directorymode", "0700", "parameters[directorymode]" },
        { "directoryMode", "", "parameters[directoryMode]" },
        { "directoryMode", "rwx", "parameters[directoryMode]" },
        { "directoryMode", "0888", "parameters[directoryMode]" },
        { "directoryMode", "77777", "parameters[directoryMode]" },
        { "uid", "-1", "parameters[uid]" },
        { "uid", "4294967295", "parameters[uid]" },
        { "gid", "wheel", "parameters[gid]" },
        { "gid", " 1", "parameters[gid]" },
    };

    [Theory]
    [MemberData(nameof(BadParameters))]
    public async Task Create_BadParameter_IsRefusedByName(string key, string value, string field)
    {
        var exception = await Should.ThrowAsync<CsiException>(() => Sut.CreateAsync(Requests.Create("name", parameters: new() { [key] = value })));

        exception.Kind.ShouldBe(CsiErrorKind.InvalidArgument);
        exception.Message.ShouldStartWith(field);
        (await Sut.ListAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Create_ParametersOfKubernetes_AreIgnored()
    {
        var volume = await Sut.CreateAsync(Requests.Create("name", parameters: new() { ["csi.storage.k8s.io/pvc/name"] = "a" }));

        (await Sut.CreateAsync(Requests.Create("name", parameters: new() { ["csi.storage.k8s.io/pvc/name"] = "b" }))).Id.ShouldBe(volume.Id);
    }

    [Fact]
    public async Task Create_MutableParameter_WinsOverTheOrdinaryOne()
    {
        var volume = await Sut.CreateAsync(Requests.Create(
            "name", parameters: new() { ["directoryMode"] = "0700" }, mutable: new() { ["directoryMode"] = "2750" }));

        File.GetUnixFileMode(Sut.DataOf(volume.Id.Value)).ShouldBe((UnixFileMode)Convert.ToInt32("2750", 8));
    }

    [Fact]
    public async Task Create_ImmutableKeyAmongTheMutableOnes_IsRefused() =>
        (await KindOfAsync(() => Sut.CreateAsync(Requests.Create("name", mutable: new() { ["uid"] = "1" })))).ShouldBe(CsiErrorKind.InvalidArgument);

    public static TheoryData<string, string[], bool> Topologies => new()
    {
        { "this node", ["node-1"], true },
        { "this node among others", ["node-0", "node-1"], true },
        { "others only", ["node-0", "node-2"], false },
        { "no demand", [], true },
    };

    [Theory]
    [MemberData(nameof(Topologies))]
    public async Task Create_RequisiteTopology_MustIncludeThisNode(string because, string[] nodes, bool isPossible)
    {
        var requisite = nodes.Select(node => new Dictionary<string, string> { [ThisNode.TopologyKey] = node });
        var request = Requests.Create("name") with { Topology = new TopologyRequirement { Requisite = [.. requisite] } };

        (await KindOfAsync(() => Sut.CreateAsync(request))).ShouldBe(isPossible ? null : CsiErrorKind.ResourceExhausted, because);
    }

    [Fact]
    public async Task Create_OneNameManyTimesAtOnce_MakesOneVolume()
    {
        var volumes = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => Sut.CreateAsync(Requests.Create("name"))));

        volumes.Select(volume => volume.Id).Distinct().ShouldHaveSingleItem();
        (await Sut.ListAsync()).ShouldHaveSingleItem();
        Sut.Leftovers.ShouldBeEmpty();
    }

    [Fact]
    public async Task Create_Cancelled_LeavesNothing()
    {
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(async () =>
            await Sut.Provisioner.CreateAsync(Requests.Create("name"), LocalBackend.Call, cancelled.Token));

        (await Sut.ListAsync()).ShouldBeEmpty();
        Sut.Leftovers.ShouldBeEmpty();
    }
}
