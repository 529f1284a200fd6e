using System.Diagnostics;
using System.Net.Sockets;
using CsiHost.Rpc;
using CsiHost.Rpc.Client;
using CsiHost.Rpc.Proto;
using CsiHost.Rpc.Wire;
using CsiHost.TestKit.Fakes;
using Microsoft.Extensions.Logging.Abstractions;

namespace CsiHost.Tests.Rpc.Wire;

[Trait("tier", "functional")]
public sealed class SocketFileTests : IDisposable
{
    private const string Sleeper = "import socket,sys,time; s=socket.socket(socket.AF_UNIX); s.bind(sys.argv[1]); s.listen(); print('up',flush=True); time.sleep(600)";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Start_NothingThere_ListensWithTheModeAskedFor()
    {
        var endpoint = Endpoint(_folder["csi.sock"]) with { Mode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupWrite };
        await using var sut = Server(endpoint);

        await sut.StartAsync(Limits.Token);

        File.GetUnixFileMode(_folder["csi.sock"]).ShouldBe(endpoint.Mode);
        await ProbeAsync(_folder["csi.sock"]);
        Directory.GetFiles(_folder.Path).ShouldBe([_folder["csi.sock"]]);
    }

    [Fact]
    public async Task Start_ByDefault_IsForTheOwnerAlone()
    {
        await using var sut = Server(Endpoint(_folder["csi.sock"]));
        await sut.StartAsync(Limits.Token);

        File.GetUnixFileMode(_folder["csi.sock"]).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    [Fact]
    public async Task Start_FolderMissing_IsMade()
    {
        var path = _folder["a/b/csi.sock"];
        await using var sut = Server(Endpoint(path));

        await sut.StartAsync(Limits.Token);

        await ProbeAsync(path);
    }

    [Fact]
    public async Task Start_FileOfAKilledProcess_IsReplaced()
    {
        using (var killed = StartSleeper())
        {
            killed.Kill();
            await killed.WaitForExitAsync(Limits.Token);
        }
        File.Exists(_folder["csi.sock"]).ShouldBeTrue();
        await using var sut = Server(Endpoint(_folder["csi.sock"]));

        await sut.StartAsync(Limits.Token);

        await ProbeAsync(_folder["csi.sock"]);
    }

    [Fact]
    public async Task Start_FileOfALiveProcess_IsRefusedAndLeftAlone()
    {
        using var alive = StartSleeper();
        try
        {
            await using var sut = Server(Endpoint(_folder["csi.sock"]));

            var failure = await Should.ThrowAsync<WireSocketException>(sut.StartAsync(Limits.Token));

            failure.Message.ShouldContain(_folder["csi.sock"]);
            failure.Message.ShouldContain("live process");
            using var client = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            await client.ConnectAsync(new UnixDomainSocketEndPoint(_folder["csi.sock"]), Limits.Token);
        }
        finally
        {
            alive.Kill();
            await alive.WaitForExitAsync(Limits.Token);
        }
    }

    [Fact]
    public async Task Start_TwoAtOnceOnAStaleFile_OneServesAndOneIsRefused()
    {
        LeaveStaleFile(_folder["csi.sock"]);
        await using var first = Server(Endpoint(_folder["csi.sock"]));
        await using var second = Server(Endpoint(_folder["csi.sock"]));

        var starts = new[] { Task.Run(() => first.StartAsync(Limits.Token)), Task.Run(() => second.StartAsync(Limits.Token)) };

        await Task.WhenAll(starts).ContinueWith(_ => { }, TaskScheduler.Default);
        starts.Count(start => start.IsCompletedSuccessfully).ShouldBe(1);
        await ProbeAsync(_folder["csi.sock"]);
    }

    [Theory]
    [InlineData("file")]
    [InlineData("folder")]
    [InlineData("link")]
    public async Task Start_SomethingElseThere_IsRefusedAndLeftAlone(string kind)
    {
        LeaveStaleFile(_folder["stale.sock"]);
        FileSystemInfo other = kind switch
        {
            "file" => new FileInfo(_folder["csi.sock"]),
            "folder" => Directory.CreateDirectory(_folder["csi.sock"]),
            _ => File.CreateSymbolicLink(_folder["csi.sock"], _folder["stale.sock"]),
        };
        if (kind == "file")
            await File.WriteAllTextAsync(other.FullName, "precious", Limits.Token);
        await using var sut = Server(Endpoint(_folder["csi.sock"]));

        var failure = await Should.ThrowAsync<WireSocketException>(sut.StartAsync(Limits.Token));

        failure.Message.ShouldContain("not a socket");
        other.Refresh();
        other.Exists.ShouldBeTrue();
    }

    [Fact]
    public void Server_PathTooLong_NamesPathAndLimit()
    {
        var path = _folder[new string('s', 120)];

        var failure = Should.Throw<WireSocketException>(() => Server(Endpoint(path)));

        failure.Message.ShouldContain(path);
        failure.Message.ShouldContain("107");
    }

    [Fact]
    public void Server_RelativePath_IsRefused() => Should.Throw<WireSocketException>(() => Server(Endpoint("csi.sock"))).Message.ShouldContain("absolute");

    [Fact]
    public async Task Start_LongestPath_Works()
    {
        var path = _folder[new string('s', 107 - _folder.Path.Length - 1)];
        await using var sut = Server(Endpoint(path));

        await sut.StartAsync(Limits.Token);

        await ProbeAsync(path);
    }

    [Fact]
    public async Task Start_OneOfTwoFails_LeavesNoneBehind()
    {
        await File.WriteAllTextAsync(_folder["taken.sock"], "", Limits.Token);
        await using var sut = Server(Endpoint(_folder["csi.sock"]), Endpoint(_folder["taken.sock"]));

        await Should.ThrowAsync<WireSocketException>(sut.StartAsync(Limits.Token));

        Directory.GetFiles(_folder.Path).ShouldBe([_folder["taken.sock"]]);
    }

    [Fact]
    public async Task Stop_RemovesItsFile()
    {
        await using var sut = Server(Endpoint(_folder["csi.sock"]));
        await sut.StartAsync(Limits.Token);

        await sut.StopAsync(Limits.Token);

        Directory.GetFiles(_folder.Path).ShouldBeEmpty();
    }

    [Fact]
    public async Task Stop_FileReplacedByASuccessor_LeavesIt()
    {
        await using var sut = Server(Endpoint(_folder["csi.sock"]));
        await sut.StartAsync(Limits.Token);
        File.Delete(_folder["csi.sock"]);
        LeaveStaleFile(_folder["csi.sock"]);

        await sut.StopAsync(Limits.Token);

        File.Exists(_folder["csi.sock"]).ShouldBeTrue();
    }

    [Fact]
    public async Task Start_SeveralSockets_AnswerEachForItself()
    {
        await using var sut = Server(Endpoint(_folder["efs.sock"], "efs"), Endpoint(_folder["s3.sock"], "s3"));
        await sut.StartAsync(Limits.Token);

        (await NameAsync("efs.sock")).ShouldBe("efs");
        (await NameAsync("s3.sock")).ShouldBe("s3");
    }

    private static WireServer Server(params WireEndpoint[] endpoints) => new(endpoints, TimeProvider.System, NullLoggerFactory.Instance);

    private static WireEndpoint Endpoint(string path, string tag = "x") => new()
    {
        SocketPath = path,
        Tag = tag,
        Services = new UnaryServiceTable(
            WireHost.Probe,
            IdentityMethods.GetPluginInfo.Bind((_, call, _) => ValueTask.FromResult(new GetPluginInfoResponse { Name = call.Tag }))),
    };

    private static async Task ProbeAsync(string path)
    {
        using var channel = new CsiChannel(CsiEndpoint.Parse(path), TimeProvider.System);
        (await channel.CallAsync(IdentityMethods.Probe, new ProbeRequest(), Limits.Wait, Limits.Token)).Ready.ShouldBe(true);
    }

    private async Task<string> NameAsync(string file)
    {
        using var channel = new CsiChannel(CsiEndpoint.Parse(_folder[file]), TimeProvider.System);
        return (await channel.CallAsync(IdentityMethods.GetPluginInfo, new GetPluginInfoRequest(), Limits.Wait, Limits.Token)).Name;
    }

    // The base library removes the file of a socket it disposes, so a copy of the name is kept aside and moved back.
    private static void LeaveStaleFile(string path)
    {
        using (var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified))
        {
            socket.Bind(new UnixDomainSocketEndPoint(path + "~"));
            File.Move(path + "~", path);
        }
    }

    private Process StartSleeper()
    {
        var start = new ProcessStartInfo("/usr/bin/python3", ["-c", Sleeper, _folder["csi.sock"]]) { RedirectStandardOutput = true };
        var process = Process.Start(start)!;
        process.StandardOutput.ReadLine().ShouldBe("up");
        return process;
    }
}
