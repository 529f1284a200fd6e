using System.Diagnostics;
using CsiHost.S3Engine.Tests.Rows;
using CsiHost.S3Engine.Tests.Support;
using CsiHost.StandIns.S3;

namespace CsiHost.S3Engine.Tests.Faults;

/// <summary>An engine that is killed and started anew on the same device: programs see a pause.</summary>
[Trait("tier", "functional")]
public sealed class ResumeTests : IAsyncLifetime
{
    private const int MiB = 1 << 20;
    private const int Kill = 9;
    private readonly string _folder = Directory.CreateTempSubdirectory("csi-s3-resume-").FullName;
    private readonly string _state = Directory.CreateTempSubdirectory("csi-s3-state-").FullName;
    private S3StandIn _s3 = null!;
    private InheritedDevice _device = null!;
    private EngineProcess _engine = null!;

    public async Task InitializeAsync()
    {
        _s3 = await S3StandIn.StartAsync();
        _device = InheritedDevice.Mount(_folder);
        _engine = await StartAsync();
    }

    public async Task DisposeAsync()
    {
        Sys.Abort(_folder);
        await _engine.DisposeAsync();
        _device.Dispose();
        Directory.Delete(_folder);
        Directory.Delete(_state, recursive: true);
        await _s3.DisposeAsync();
    }

    [Fact]
    public async Task C24C33_InheritedDevice_IsServed_AndItsUnmountEndsWell()
    {
        _s3.TakeRequests();
        Sys.ForcedStat(_folder).ShouldBe(0);
        _s3.TakeRequests().ShouldBeEmpty();
        Sys.Unmount(_folder).ShouldBe(0);
        (await _engine.EndAsync()).ShouldBe(0);
    }

    [Fact]
    public async Task C25_Terminate_LeavesTheMountToItsOwner()
    {
        _engine.Signal(15);
        (await _engine.EndAsync()).ShouldBe(0);
        File.ReadLines("/proc/self/mountinfo").ShouldContain(line => line.Contains(_folder, StringComparison.Ordinal));
    }

    [Fact]
    public async Task OpenFile_IsReadOn_AfterTheEngineWasKilled()
    {
        _s3.Store.Put("d/f", new PatternContent(40 * MiB));
        var file = Sys.Opened(Path.Combine(_folder, "d/f"), Sys.ReadOnly | Sys.Direct);
        var buffer = Aligned.Bytes(MiB);
        Sys.ReadAt(file, buffer.Span, 0).ShouldBe(MiB);
        await KillAsync();
        var reading = Blocking.Run(() => Sys.ReadAt(file, buffer.Span, 30 * MiB));
        _engine = await StartAsync();
        (await reading.WaitAsync(TimeSpan.FromSeconds(60))).ShouldBe(MiB);
        RowContext.ShouldMatch(buffer.Span, 30 * MiB);
        Sys.Close(file);
        File.ReadAllBytes(Path.Combine(_folder, "d/f")).Length.ShouldBe(40 * MiB);
    }

    [Fact]
    public async Task HalfWrittenFile_IsAnError_AndItsUploadIsAborted()
    {
        var file = Sys.Opened(Path.Combine(_folder, "f"), Sys.WriteOnly | Sys.Create);
        for (var i = 0; i < 20; i++)
            Sys.Write(file, new byte[MiB]).ShouldBe(MiB);
        Poll.Until(() => _s3.Store.Uploads.Count == 1);
        await KillAsync();
        _engine = await StartAsync();
        Sys.Write(file, new byte[MiB]).ShouldBe(Sys.EIO);
        Sys.Close(file).ShouldBe(Sys.EIO);
        Poll.Until(() => _s3.Store.Uploads.Count == 0);
        File.WriteAllText(Path.Combine(_folder, "g"), "new files are fine");
        _s3.Store["g"].ShouldNotBeNull();
    }

    [Fact]
    public async Task Directory_IsListedOn()
    {
        _s3.Store.PutMany(Enumerable.Range(0, 3000).Select(i => $"m/{i:D4}"));
        using var names = Directory.EnumerateFileSystemEntries(Path.Combine(_folder, "m")).GetEnumerator();
        for (var i = 0; i < 100; i++)
            names.MoveNext().ShouldBeTrue();
        await KillAsync();
        _engine = await StartAsync();
        var count = 100;
        while (names.MoveNext())
            count++;
        count.ShouldBe(3000);
    }

    private async Task<EngineProcess> StartAsync()
    {
        var engine = EngineProcess.Start(
            [_s3.Options.Bucket, $"/dev/fd/{_device.Number}", "--endpoint-url", _s3.Address.ToString(), "--force-path-style", "--foreground"],
            new Dictionary<string, string> { ["CSI_S3_ENGINE_STATE"] = _state });
        await engine.MountedAsync();
        return engine;
    }

    private async Task KillAsync()
    {
        _engine.Signal(Kill);
        (await _engine.EndAsync()).ShouldNotBe(0);
        await _engine.DisposeAsync();
        Debug.Assert(Directory.Exists(_state));
    }
}
