using System.Text;

namespace CsiHost.Plugins.S3.Tests.Handover;

/// <summary>The mounter of the daemonset mode as a process.</summary>
[Trait("tier", "functional")]
public sealed class DaemonSetMounterTests : IDisposable
{
    private readonly MounterProcess _sut = new(command: "daemonset-mounter");

    public void Dispose() => _sut.Dispose();

    [Fact]
    public async Task Engines_End_AndFailuresLeaveAFile() // D4, D5
    {
        await _sut.StartAsync();
        await _sut.SendAsync(1, Message("fails", "vol-1"));
        await _sut.SendAsync(1, Message("leaves", "vol-2"));
        await EndedAsync("vol-1");
        await EndedAsync("vol-2");
        File.ReadAllText(Path.Combine(_sut.Comm, "vol-1.error")).ShouldBe("Error: bucket fails does not exist\n");
        File.Exists(Path.Combine(_sut.Comm, "vol-2.error")).ShouldBeFalse();
        _sut.Lines.ShouldContain("[vol-1] Error: bucket fails does not exist");
    }

    [Theory]
    [InlineData("")]
    [InlineData("../x")]
    [InlineData("a/b")]
    public async Task Id_ThatIsNoFileName_IsRefused_AndTheNextIsServed(string id) // D2
    {
        await _sut.StartAsync();
        await _sut.SendAsync(1, Message("leaves", id));
        await MounterProcess.UntilAsync(() => _sut.Lines.Any(line => line.Contains("refused", StringComparison.Ordinal)));
        await _sut.SendAsync(1, Message("leaves", "good"));
        await EndedAsync("good");
        _sut.CountFuseDescriptors().ShouldBe(0);
    }

    [Fact]
    public async Task Id_ThatRuns_IsRefused_AndFreeAfterItsEnd() // D3
    {
        await _sut.StartAsync();
        await _sut.SendAsync(1, Message("never-serves", "vol-1"));
        await MounterProcess.UntilAsync(() => _sut.EngineId() > 0);
        var engine = _sut.EngineId();
        await _sut.SendAsync(1, Message("leaves", "vol-1"));
        await MounterProcess.UntilAsync(() => _sut.Lines.Any(line => line.Contains("volume vol-1 is running already", StringComparison.Ordinal)));
        _sut.EngineId().ShouldBe(engine);
        System.Diagnostics.Process.GetProcessById(engine).Kill();
        await EndedAsync("vol-1");
        await _sut.SendAsync(1, Message("leaves", "vol-1"));
        await MounterProcess.UntilAsync(() => _sut.Lines.Count(line => line.Contains("of volume vol-1 ended", StringComparison.Ordinal)) == 2);
    }

    [Fact]
    public async Task Connections_Many_LeaveNothingOpen() // D7
    {
        await _sut.StartAsync("--recv-timeout=1s");
        var before = Directory.GetFiles($"/proc/{_sut.Id}/fd").Length;
        for (var round = 0; round < 50; round++)
            await _sut.SendAsync(round % 3, [.. Enumerable.Repeat(Encoding.UTF8.GetBytes("garbage"), 3)]);
        using (await _sut.ConnectAsync())
            await MounterProcess.UntilAsync(() => _sut.Lines.Any(line => line.Contains("whole message within 1s", StringComparison.Ordinal)));
        // The runtime opens one or two of its own meanwhile; fifty connections would show.
        Directory.GetFiles($"/proc/{_sut.Id}/fd").Length.ShouldBeLessThan(before + 10);
        _sut.CountFuseDescriptors().ShouldBe(0);
    }

    [Fact]
    public async Task Term_AsksTheEnginesToEnd_AndWaits() // D6
    {
        await _sut.StartAsync();
        await _sut.SendAsync(1, Message("never-serves", "vol-1"));
        await MounterProcess.UntilAsync(() => _sut.EngineId() > 0);
        _sut.Signal("TERM");
        (await _sut.WaitAsync()).ShouldBe(0);
        _sut.Lines.ShouldContain(line => line.Contains("the engine of volume vol-1 ended", StringComparison.Ordinal));
        File.Exists(Path.Combine(_sut.Comm, "mount.sock")).ShouldBeFalse();
    }

    private Task EndedAsync(string id) =>
        MounterProcess.UntilAsync(() => _sut.Lines.Any(line => line.Contains($"the engine of volume {id} ended", StringComparison.Ordinal)));

    private static byte[] Message(string bucket, string id) =>
        new S3.Mounting.MountMessage { BucketName = bucket, Args = [], Env = ["A=1"], VolumeId = id }.Encode();
}
