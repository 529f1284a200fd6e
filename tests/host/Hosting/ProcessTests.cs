using System.Diagnostics;
using CsiHost.Rpc;
using CsiHost.Rpc.Client;
using CsiHost.Rpc.Proto;
using CsiHost.TestKit.Fakes;
using CsiHost.Tests.Plugins;
using CsiHost.Tests.Rpc;

namespace CsiHost.Tests.Hosting;

/// <summary>The executable itself: signals, crashes, exit codes and the name it is started under.</summary>
[Trait("tier", "functional")]
public sealed class ProcessTests : IDisposable
{
    private static readonly string Executable = Path.Combine(AppContext.BaseDirectory, "csi-host");

    private readonly TemporaryFolder _folder = new();
    private readonly PluginSandbox _plugins = new("sample");
    private readonly List<Process> _processes = [];

    private string Socket => _folder["run", "sample.csihost.dev", "csi.sock"];

    public void Dispose()
    {
        foreach (var process in _processes)
        {
            if (!process.HasExited)
                process.Kill();
            process.WaitForExit();
            process.Dispose();
        }

        _plugins.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task Run_Terminated_RemovesItsSocketAndExits0()
    {
        var host = await StartAsync();

        await SignalAsync(host, "TERM");
        await host.WaitForExitAsync(Limits.Token);

        host.ExitCode.ShouldBe(0);
        File.Exists(Socket).ShouldBeFalse();
    }

    [Fact]
    public async Task Run_AfterKill9_TakesTheStaleSocketOver()
    {
        var killed = await StartAsync();
        killed.Kill();
        await killed.WaitForExitAsync(Limits.Token);
        File.Exists(Socket).ShouldBeTrue("SIGKILL leaves the file");

        await StartAsync();

        using var channel = new CsiChannel(CsiEndpoint.Parse(Socket), TimeProvider.System);
        (await channel.CallAsync(IdentityMethods.GetPluginInfo, new GetPluginInfoRequest(), null, Limits.Token)).Name.ShouldBe("sample.csihost.dev");
    }

    [Fact]
    public async Task Run_SecondHostOnTheSocket_Exits67AndLeavesTheFirstAlone()
    {
        await StartAsync();

        var second = Launch(Executable, RunArguments());
        var log = await second.StandardError.ReadToEndAsync(Limits.Token);
        await second.WaitForExitAsync(Limits.Token);

        second.ExitCode.ShouldBe(67, log);
        log.ShouldContain("a live process already serves");
        using var channel = new CsiChannel(CsiEndpoint.Parse(Socket), TimeProvider.System);
        (await channel.CallAsync(IdentityMethods.GetPluginInfo, new GetPluginInfoRequest(), null, Limits.Token)).Name.ShouldBe("sample.csihost.dev");
    }

    [Fact]
    public async Task Run_PluginTamperedWith_Exits65AndNamesTheFinding()
    {
        File.AppendAllText(Directory.GetFiles(_plugins["sample"], "*.dll").First(), "x");

        var host = Launch(Executable, RunArguments());
        var log = await host.StandardError.ReadToEndAsync(Limits.Token);
        await host.WaitForExitAsync(Limits.Token);

        host.ExitCode.ShouldBe(65, log);
        log.ShouldContain("CSH");
        File.Exists(Socket).ShouldBeFalse();
    }

    [Fact]
    public async Task Run_Unconfigured_LoadsNoOpenTelemetryAndNoSpectre()
    {
        var host = await StartAsync();

        var loaded = await File.ReadAllTextAsync($"/proc/{host.Id}/maps");

        loaded.ShouldContain("csi-host.dll");
        loaded.ShouldNotContain("OpenTelemetry");
        loaded.ShouldNotContain("Spectre");
    }

    [Fact]
    public async Task Link_NamedLikeADropInCommand_RunsItsPluginAndOnlyTheDriversItNames()
    {
        var link = _folder["sample-driver"];
        File.CreateSymbolicLink(link, Executable);
        var start = new ProcessStartInfo(link, ["--anything"]) { RedirectStandardError = true, RedirectStandardOutput = true };
        start.Environment["CSIHOST__Host__PluginDirectory"] = _plugins.Root;
        start.Environment["CSIHOST__Host__StateDirectory"] = _folder["state"];
        start.Environment["CSIHOST__Host__SocketDirectory"] = _folder["run"];
        start.Environment["CSIHOST__Host__KubeletRoot"] = Directory.CreateDirectory(_folder["kubelet"]).FullName;

        var host = await StartedAsync(Track(Process.Start(start)!));

        Directory.Exists(_folder["run"]).ShouldBeFalse("the command names no driver");
        await SignalAsync(host, "TERM");
        await host.WaitForExitAsync(Limits.Token);
        host.ExitCode.ShouldBe(0);
    }

    [Fact]
    public async Task Link_WithANameNobodyExports_Exits2()
    {
        var link = _folder["some-driver"];
        File.CreateSymbolicLink(link, Executable);

        var process = Launch(link, ["--version"]);
        var error = await process.StandardError.ReadToEndAsync(Limits.Token);
        await process.WaitForExitAsync(Limits.Token);

        process.ExitCode.ShouldBe(2, error);
        error.ShouldContain("'some-driver' is no command of csi-host, and no plugin in");
    }

    [Fact]
    public async Task StopSignals_FirstAndSecond_AreToldApart()
    {
        using var sut = new CsiHost.Hosting.StopSignals();
        using var self = Process.GetCurrentProcess();
        var first = new TaskCompletionSource();
        await using var registration = sut.First.Register(first.SetResult);

        await SignalAsync(self, "TERM");
        await first.Task.WaitAsync(Limits.Wait);
        sut.Second.IsCompleted.ShouldBeFalse();
        // Not SIGINT: a shell starts what it puts in the background with that ignored.
        await SignalAsync(self, "TERM");

        await sut.Second.WaitAsync(Limits.Wait);
    }

    private Task<Process> StartAsync() => StartedAsync(Launch(Executable, RunArguments()));

    private static async Task<Process> StartedAsync(Process process)
    {
        while (await process.StandardError.ReadLineAsync(Limits.Token) is { } line)
        {
            if (line.Contains("] serving after ", StringComparison.Ordinal))
                return process;
        }

        throw new InvalidOperationException("the host ended before it served");
    }

    private string[] RunArguments() =>
    [
        "run", "--node-id=node-1", "--plugin-dir", _plugins.Root, "--state-dir", _folder["state"], "--socket-dir", _folder["run"],
        "--set", "Host:KubeletRoot=" + Directory.CreateDirectory(_folder["kubelet"]).FullName, "--set", "Drivers:sample.csihost.dev:SocketMode=0600",
    ];

    private Process Launch(string file, IEnumerable<string> arguments) =>
        Track(Process.Start(new ProcessStartInfo(file, arguments) { RedirectStandardError = true, RedirectStandardOutput = true })!);

    private Process Track(Process process)
    {
        _processes.Add(process);
        return process;
    }

    private static async Task SignalAsync(Process process, string signal)
    {
        using var kill = Process.Start(new ProcessStartInfo("kill", ["-" + signal, $"{process.Id}"]))!;
        await kill.WaitForExitAsync(Limits.Token);
        kill.ExitCode.ShouldBe(0);
    }
}
