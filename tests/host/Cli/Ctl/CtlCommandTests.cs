using CsiHost.Cli;
using CsiHost.Pipeline;
using CsiHost.Rpc;
using CsiHost.Rpc.Proto;
using CsiHost.Rpc.Wire;
using CsiHost.TestKit.Fakes;
using CsiHost.Tests.Rpc;

namespace CsiHost.Tests.Cli.Ctl;

public sealed class CtlCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private CreateVolumeRequest? _seen;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Create_EveryOption_FillsTheRequest()
    {
        File.WriteAllText(_folder["secrets.env"], "user=me\n\nkey=a=b\n");
        File.WriteAllText(_folder["secrets.json"], """{"token":"t"}""");

        var run = await RunAsync(
            "", "create-volume", "--name", "v1", "--capacity", "16Mi:1Gi", "--cap", "mount:rw-once:ext4:noatime,ro", "--cap=block:multi-node-multi-writer",
            "--param", "a=1", "--param=b=x=y", "--mutable-param", "speed=fast", "--from-snapshot", "s1", "--topology", "zone=a,rack=1", "--topology=zone=b",
            "--secret-file", _folder["secrets.env"], "--secret-file", _folder["secrets.json"], "--output=json");

        run.Exit.ShouldBe(ExitCode.Ok, run.Error);
        run.Output.ShouldContain("\"volume_id\": \"id-of-v1\"");
        _seen.ShouldBe(new CreateVolumeRequest
        {
            Name = "v1",
            CapacityRange = new() { RequiredBytes = 16 << 20, LimitBytes = 1 << 30 },
            VolumeCapabilities =
            {
                new VolumeCapability
                {
                    Mount = new() { FsType = "ext4", MountFlags = { "noatime", "ro" } },
                    AccessMode = new() { Mode = VolumeCapability.Types.AccessMode.Types.Mode.SingleNodeWriter },
                },
                new VolumeCapability { Block = new(), AccessMode = new() { Mode = VolumeCapability.Types.AccessMode.Types.Mode.MultiNodeMultiWriter } },
            },
            Parameters = { ["a"] = "1", ["b"] = "x=y" },
            MutableParameters = { ["speed"] = "fast" },
            Secrets = { ["user"] = "me", ["key"] = "a=b", ["token"] = "t" },
            VolumeContentSource = new() { Snapshot = new() { SnapshotId = "s1" } },
            AccessibilityRequirements = new()
            {
                Requisite = { Topology(("zone", "a"), ("rack", "1")), Topology(("zone", "b")) },
                Preferred = { Topology(("zone", "a"), ("rack", "1")), Topology(("zone", "b")) },
            },
        });
    }

    [Fact]
    public async Task Create_JsonFromStandardInput_IsTheRequestUnderTheOptions()
    {
        var run = await RunAsync("""{"name":"old","parameters":{"a":"1"}}""", "create-volume", "--json", "-", "--name", "new");

        run.Exit.ShouldBe(ExitCode.Ok, run.Error);
        _seen.ShouldBe(new CreateVolumeRequest { Name = "new", Parameters = { ["a"] = "1" } });
    }

    [Theory]
    [InlineData("""{"nmae":"x"}""")]
    [InlineData("[")]
    public async Task Create_BadJson_IsWrongUsage(string json)
    {
        var run = await RunAsync(json, "create-volume", "--json=-");

        run.Exit.ShouldBe(ExitCode.Usage);
        run.Error.ShouldStartWith("the request is no JSON of a CreateVolumeRequest: ");
    }

    [Fact]
    public async Task Create_Table_ShowsNamesAndValues()
    {
        var run = await RunAsync("", "create-volume", "--name", "v1");

        run.Output.ShouldContain("volume.volume_id");
        run.Output.ShouldContain("id-of-v1");
    }

    [Fact]
    public async Task List_Table_IsARowEach()
    {
        var run = await RunAsync("", "list-volumes", "--max-entries=2");

        run.Exit.ShouldBe(ExitCode.Ok, run.Error);
        run.Output.Split('\n').Count(line => line.Contains("vol-", StringComparison.Ordinal)).ShouldBe(2);
        run.Output.ShouldContain("entries: 2");
        run.Output.ShouldContain("volume.volume_id");
        run.Output.ShouldNotContain("\u001b");
    }

    [Fact]
    public async Task Call_Refused_ExitsWithCodeAndMessage()
    {
        var run = await RunAsync("", "create-volume");

        run.Exit.ShouldBe(ExitCode.Failure);
        run.Output.ShouldBeEmpty();
        run.Error.ShouldBe("INVALID_ARGUMENT: name is required\n");
    }

    [Fact]
    public async Task Call_EmptyReply_IsOk() => (await RunAsync("", "delete-volume", "--volume-id=v")).Output.ShouldBe("OK\n");

    private async Task<CliRun> RunAsync(string input, params string[] arguments)
    {
        await using var driver = await WireHost.StartAsync(Methods());
        return await CliRun.AsAsync("csi-host", input, ["ctl", "--endpoint", driver.Endpoint.SocketPath, .. arguments]);
    }

    private UnaryMethod[] Methods() =>
    [
        ControllerMethods.CreateVolume.Bind((request, _, _) =>
        {
            _seen = request;
            return request.Name.Length == 0
                ? throw new CallStatusException(StatusCode.InvalidArgument, "name is required")
                : ValueTask.FromResult(new CreateVolumeResponse { Volume = new() { VolumeId = "id-of-" + request.Name } });
        }),
        ControllerMethods.DeleteVolume.Bind((_, _, _) => ValueTask.FromResult(new DeleteVolumeResponse())),
        ControllerMethods.ListVolumes.Bind((request, _, _) => ValueTask.FromResult(new ListVolumesResponse
        {
            Entries = { Enumerable.Range(1, request.MaxEntries).Select(n => new ListVolumesResponse.Types.Entry { Volume = new() { VolumeId = $"vol-{n}\u001b[31m" } }) },
        })),
    ];

    private static Topology Topology(params (string Key, string Value)[] segments)
    {
        var topology = new Topology();
        foreach (var (key, value) in segments)
            topology.Segments[key] = value;
        return topology;
    }
}
