using CsiHost.S3Engine.Tests.Rows;
using CsiHost.S3Engine.Tests.Support;
using CsiHost.StandIns.S3;

namespace CsiHost.S3Engine.Tests.Faults;

/// <summary>What the service does to us, and what a program sees of it.</summary>
[Trait("tier", "functional")]
public sealed class FaultTests : IAsyncLifetime
{
    private const int MiB = 1 << 20;
    private MountedBucket _mount = null!;

    public async Task InitializeAsync() => _mount = await MountedBucket.StartAsync(["--allow-overwrite"]);

    public async Task DisposeAsync() => await _mount.DisposeAsync();

    public static TheoryData<string, S3Fault> Survived => new()
    {
        { "reset in the middle", new S3Fault("GetObject", 2) { ResetAfter = 300_000 } },
        { "reset at once", new S3Fault("GetObject", 2) { ResetAfter = 0 } },
        { "throttled", new S3Fault("GetObject", 2) { Status = 503, Code = "SlowDown" } },
        { "server error", new S3Fault("GetObject", 2) { Status = 500 } },
        { "too many", new S3Fault("GetObject", 1) { Status = 429, Code = "TooManyRequests" } },
    };

    [Theory]
    [MemberData(nameof(Survived))]
    public void Read_GoesOn(string name, S3Fault fault)
    {
        name.ShouldNotBeEmpty();
        _mount.S3.Store.Put("f", new PatternContent(20 * MiB));
        _mount.S3.Faults.Enqueue(fault);
        RowContext.ShouldMatch(_mount.ReadAll("f"), 0);
    }

    [Fact]
    public void WrongVersion_NeverReachesTheProgram()
    {
        _mount.S3.Store.Put("f", new PatternContent(MiB));
        _mount.S3.Faults.Enqueue(new S3Fault("GetObject", 10) { WrongETag = true });
        var file = Sys.Opened(_mount["f"], Sys.ReadOnly);
        Sys.ReadAt(file, new byte[4096], 0).ShouldBe(Sys.ESTALE);
        Sys.Close(file);
    }

    [Fact]
    public void FailedRead_IsTriedAgainByTheNext()
    {
        _mount.S3.Store.Put("f", new PatternContent(MiB));
        // Past the page cache: for that the kernel would repeat the failed read by itself.
        var file = Sys.Opened(_mount["f"], Sys.ReadOnly | Sys.Direct);
        _mount.S3.Faults.Enqueue(new S3Fault("GetObject", 3) { Status = 500 });
        Sys.ReadAt(file, new byte[4096], 0).ShouldBe(Sys.EIO);
        _mount.S3.Faults.Clear();
        Sys.ReadAt(file, new byte[4096], 0).ShouldBe(4096);
        Sys.Close(file);
    }

    [Fact]
    public void PartsAndCompletion_AreRepeated()
    {
        _mount.S3.Faults.Enqueue(new S3Fault("UploadPart", 2) { Status = 503, Code = "SlowDown" });
        _mount.S3.Faults.Enqueue(new S3Fault("CompleteMultipartUpload") { ErrorInBody = "InternalError" });
        var data = new byte[20 * MiB];
        new PatternContent(data.Length).Read(0, data);
        using (var file = File.Create(_mount["f"]))
            file.Write(data);
        RowContext.ShouldMatch(_mount.S3.Store["f"]!.ToArray(), 0);
        _mount.S3.Store.Uploads.ShouldBeEmpty();
    }

    [Fact]
    public async Task SlowWriter_IsHeldBack_NotTheMount()
    {
        var release = new TaskCompletionSource();
        _mount.S3.Faults.Enqueue(new S3Fault("UploadPart", 1000) { HoldUntil = release.Task });
        var writer = Blocking.Run(() =>
        {
            using var file = File.Create(_mount["slow"]);
            for (var i = 0; i < 200; i++)
                file.Write(new byte[MiB]);
        });
        _mount.S3.Store.Put("other", "text");
        _mount.ReadAll("other").ShouldBe("text"u8.ToArray());
        release.SetResult();
        await writer.WaitAsync(TimeSpan.FromSeconds(60));
        Poll.Until(() => _mount.S3.Store["slow"]?.Content.Length == 200 * MiB);
    }
}
