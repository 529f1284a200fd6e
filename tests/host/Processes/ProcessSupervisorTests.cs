using CsiHost.Abstractions.Errors;
using CsiHost.Abstractions.Ports;
using CsiHost.Native;
using CsiHost.Processes;
using CsiHost.TestKit.Fakes;
using CsiHost.TestKit.Time;
using CsiHost.Tests.Mounts.Rig;

namespace CsiHost.Tests.Processes;

[Trait("tier", "functional")]
public sealed class ProcessSupervisorTests : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private readonly LogCapture _logs = new();
    private readonly List<ProcessSupervisor> _opened = [];
    private ManualTimeProvider _time = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        _time = new ManualTimeProvider();
        var last = Open();
        await last.AdoptAsync(default);
        foreach (var sut in _opened)
        {
            foreach (var name in new[] { "h", "other" })
                await sut.StopAsync(name, default);
            await sut.DisposeAsync();
        }

        _folder.Dispose();
    }

    [Fact]
    public async Task StartAsync_Helper_RunsWithExactlyItsArgumentsAndEnvironment()
    {
        var sut = Open();
        await sut.StartAsync(Shell("printf '[%s]' \"$0\" \"$@\"; echo; /usr/bin/env; exec sleep 1000") with
        {
            Arguments = ["-c", "printf '[%s]' \"$@\"; echo; /usr/bin/env; exec /usr/bin/sleep 1000", "sh", "a b", "", "$x;'"],
            Environment = new Dictionary<string, string> { ["ONE"] = "1" },
        }, default);
        await Eventually.IsTrue(() => sut.Find("h")!.OutputTail.Contains("POLICY"), "the helper printed");

        var lines = sut.Find("h")!.OutputTail.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        lines[0].ShouldBe("[a b][][$x;']");
        lines[1..].Where(line => !line.StartsWith("PWD=", StringComparison.Ordinal) && !line.StartsWith("_=", StringComparison.Ordinal)
            && !line.StartsWith("SHLVL=", StringComparison.Ordinal)).ShouldBe(["ONE=1", "POLICY=on"], ignoreOrder: true);
        _logs.Lines.ShouldContain(line => line.Text == "h: ONE=1");
    }

    [Fact]
    public async Task StartAsync_Repeated_DoesNothingAndRefusesAnotherSpecification()
    {
        var sut = Open();
        var first = await sut.StartAsync(Shell("exec sleep 1000"), default);
        (await sut.StartAsync(Shell("exec sleep 1000"), default)).ProcessId.ShouldBe(first.ProcessId);
        var error = await Should.ThrowAsync<CsiException>(sut.StartAsync(Shell("exec sleep 1001"), default).AsTask());
        error.Kind.ShouldBe(CsiErrorKind.FailedPrecondition);
        first.IsRunning.ShouldBeTrue();
    }

    [Theory]
    [InlineData("/no/such/program", CsiErrorKind.FailedPrecondition, "ENOENT")]
    [InlineData("/etc/passwd", CsiErrorKind.FailedPrecondition, "EACCES")]
    [InlineData("sleep", CsiErrorKind.InvalidArgument, "absolute")]
    public async Task StartAsync_NoProgram_SaysWhy(string fileName, CsiErrorKind kind, string text)
    {
        var error = await Should.ThrowAsync<CsiException>(Open().StartAsync(new HelperProcess { Name = "h", FileName = fileName }, default).AsTask());
        error.Kind.ShouldBe(kind);
        error.Message.ShouldContain(text);
    }

    [Fact]
    public async Task StopAsync_Helper_EndsItAndItsChildren()
    {
        var sut = Open();
        var started = await sut.StartAsync(Shell("sleep 1000 & echo child $!; wait"), default);
        await Eventually.IsTrue(() => sut.Find("h")!.OutputTail.Contains("child"), "the child is there");
        var child = int.Parse(sut.Find("h")!.OutputTail.Split(' ')[1].Trim());

        await sut.StopAsync("h", default);
        await sut.StopAsync("h", default);

        sut.Find("h").ShouldBeNull();
        ProcessIdentity.Find(started.ProcessId).ShouldBeNull();
        Directory.Exists($"/proc/{started.ProcessId}").ShouldBeFalse("it was reaped");
        await Eventually.IsTrue(() => ProcessIdentity.Find(child) is null, "its child ended too");
    }

    [Fact]
    public async Task StopAsync_HelperIgnoresSigterm_IsKilledAfterTheGrace()
    {
        var sut = Open();
        var started = await sut.StartAsync(Shell("trap '' TERM; echo ready; while :; do sleep 1000; done"), default);
        await Eventually.IsTrue(() => sut.Find("h")!.OutputTail.Contains("ready"), "the trap is set");

        var stop = sut.StopAsync("h", default).AsTask();
        await _time.WaitForTimersAsync(1, default);
        stop.IsCompleted.ShouldBeFalse();
        _time.Advance(TimeSpan.FromSeconds(10));
        await stop;

        ProcessIdentity.Find(started.ProcessId).ShouldBeNull();
    }

    [Fact]
    public async Task Helper_EndsByItself_IsStartedAgainAfterThePause()
    {
        var sut = Open();
        var started = await sut.StartAsync(Shell("echo run; exec sleep 1000"), default);
        ProcessCalls.SignalGroup(started.ProcessId, ProcessCalls.KillSignal);
        await _time.WaitForTimersAsync(1, default);
        sut.Find("h")!.ShouldSatisfyAllConditions(
            status => status.IsRunning.ShouldBeFalse(),
            status => status.LastExitCode.ShouldBe(137),
            status => status.ProcessId.ShouldBe(0));

        _time.Advance(TimeSpan.FromSeconds(1));
        await Eventually.IsTrue(() => sut.Find("h")!.IsRunning, "it runs again");

        sut.Find("h")!.Restarts.ShouldBe(1);
        sut.Find("h")!.ProcessId.ShouldNotBe(started.ProcessId);
    }

    [Fact]
    public async Task Helper_EndsWithoutRestart_StaysDownAndCanBeStartedAnew()
    {
        var sut = Open();
        var once = Shell("echo last words; exit 3") with { Restart = false };
        await sut.StartAsync(once, default);
        await Eventually.IsTrue(() => sut.Find("h") is { IsRunning: false, LastExitCode: 3 }, "it ended");
        sut.Find("h")!.OutputTail.ShouldBe("last words\n");

        await Eventually.IsTrue(() => Directory.GetFiles(_folder.Path, "*.json").Length == 0, "nothing is left to adopt");
        (await sut.StartAsync(once, default)).Restarts.ShouldBe(0);
    }

    [Fact]
    public async Task AdoptAsync_HostDiedWithoutStopping_TakesTheHelperOver()
    {
        var started = await Open().StartAsync(Outliving(), default);
        await Eventually.IsTrue(() => _opened[0].Find("h")!.OutputTail.Contains("hello"), "it printed");

        var next = Open();
        (await next.AdoptAsync(default)).ShouldBe(1);

        var adopted = await next.StartAsync(Outliving(), default);
        adopted.ProcessId.ShouldBe(started.ProcessId);
        adopted.OutputTail.ShouldBe("hello\n");
        SessionOf(started.ProcessId).ShouldBe(started.ProcessId, "a session of its own keeps it from the host's signals");

        await next.StopAsync("h", default);
        await Eventually.IsTrue(() => ProcessIdentity.Find(started.ProcessId) is null, "the new host can end it");
    }

    [Fact]
    public async Task AdoptAsync_HelperThatMustNotOutliveTheHost_IsEnded()
    {
        var started = await Open().StartAsync(Shell("exec sleep 1000") with { Restart = false }, default);

        var next = Open();
        (await next.AdoptAsync(default)).ShouldBe(0);

        await Eventually.IsTrue(() => ProcessIdentity.Find(started.ProcessId) is null, "never two of a name");
        next.Find("h").ShouldBeNull();
    }

    [Theory]
    [InlineData("another boot")]
    [InlineData("number reused")]
    [InlineData("unreadable")]
    public async Task AdoptAsync_RecordOfNobody_TouchesNoProcess(string what)
    {
        var started = await Open().StartAsync(Outliving(), default);
        var file = Directory.GetFiles(_folder.Path, "*.json").ShouldHaveSingleItem();
        var text = File.ReadAllText(file);
        File.WriteAllText(file, what switch
        {
            "another boot" => text.Replace("boot-1", "boot-0"),
            "number reused" => text.Replace("\"startTime\":", "\"startTime\":1"),
            _ => text[..20],
        });

        var next = Open();
        (await next.AdoptAsync(default)).ShouldBe(0);

        ProcessIdentity.Find(started.ProcessId).ShouldNotBeNull();
        next.Find("h").ShouldBeNull();
    }

    [Fact]
    public async Task DisposeAsync_EndsOrLeavesByKind()
    {
        var sut = Open();
        var leaves = await sut.StartAsync(Outliving(), default);
        var ends = await sut.StartAsync(Shell("exec sleep 1000") with { Name = "other" }, default);

        await sut.DisposeAsync();

        ProcessIdentity.Find(leaves.ProcessId).ShouldNotBeNull();
        ProcessIdentity.Find(ends.ProcessId).ShouldBeNull();
    }

    [Fact]
    public async Task RunAsync_Program_GivesCodeAndBothOutputsApart()
    {
        var result = await Run("echo out; echo err >&2; exit 7");
        (result.ExitCode, result.Output, result.Error).ShouldBe((7, "out\n", "err\n"));
        (await Run("kill -9 $$")).ExitCode.ShouldBe(137);
    }

    [Fact]
    public async Task RunAsync_MuchOutput_KeepsTheEnd()
    {
        var result = await Run("/usr/bin/seq 1 100000");
        result.Output.Length.ShouldBe(64 * 1024);
        result.Output.ShouldEndWith("\n100000\n");
    }

    [Fact]
    public async Task RunAsync_Cancelled_KillsTheGroup()
    {
        using var cancel = new CancellationTokenSource();
        var file = _folder["pid"];
        var run = Open().RunAsync("/bin/sh", ["-c", $"sleep 1000 & echo $! > {file}.new; mv {file}.new {file}; wait"], Path, cancel.Token).AsTask();
        await Eventually.IsTrue(() => File.Exists(file), "it runs");
        var child = int.Parse(File.ReadAllText(file));

        await cancel.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(run);
        await Eventually.IsTrue(() => ProcessIdentity.Find(child) is null, "its child is gone too");
    }

    [Fact]
    public async Task RunAsync_GrandchildKeepsThePipe_IsNotWaitedFor()
    {
        var result = await Run("sleep 1000 & echo $!");
        ProcessCalls.SignalGroup(GroupOf(int.Parse(result.Output)), ProcessCalls.KillSignal);
        result.ExitCode.ShouldBe(0);
    }

    private static IReadOnlyDictionary<string, string> Path { get; } = new Dictionary<string, string> { ["PATH"] = "/usr/bin:/bin" };

    private static HelperProcess Shell(string script) =>
        new() { Name = "h", FileName = "/bin/sh", Arguments = ["-c", script], Environment = Path };

    private static HelperProcess Outliving() => Shell("echo hello; exec sleep 1000") with { OutlivesHost = true, Restart = false };

    private static int SessionOf(int processId) => StatField(processId, 3);

    private static int GroupOf(int processId) => StatField(processId, 2);

    private static int StatField(int processId, int index) =>
        int.Parse(File.ReadAllText($"/proc/{processId}/stat").Split(") ")[1].Split(' ')[index]);

    private ValueTask<ProcessResult> Run(string script) => Open().RunAsync("/bin/sh", ["-c", script], Path, default);

    private ProcessSupervisor Open()
    {
        var sut = new ProcessSupervisor(
            _folder.Path, "boot-1", () => new Dictionary<string, string> { ["POLICY"] = "on" }, _time, _logs.For<ProcessSupervisor>());
        _opened.Add(sut);
        return sut;
    }
}
