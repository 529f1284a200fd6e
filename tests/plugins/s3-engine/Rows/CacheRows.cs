using CsiHost.S3Engine.Tests.Support;
using CsiHost.StandIns.S3;

namespace CsiHost.S3Engine.Tests.Rows;

/// <summary>Rows R19 to R24: blocks on the local disk.</summary>
[Trait("tier", "functional")]
public sealed class CacheRows : IDisposable
{
    private const int Size = 3 << 20;
    private readonly string _cache = Directory.CreateTempSubdirectory("csi-s3-cache-").FullName;

    public void Dispose() => Directory.Delete(_cache, recursive: true);

    [Fact]
    public async Task R19_SecondRead_ComesFromDisk()
    {
        await using var mount = await StartAsync();
        mount.S3.Store.Put("f", new PatternContent(Size));
        Read(mount);
        Poll.Until(() => Blocks.Length == 3);
        mount.S3.TakeRequests();
        Read(mount);
        mount.S3.TakeRequests().ShouldNotContain(request => request.Operation == "GetObject");
    }

    [Fact]
    public async Task R20_ReplacedObject_IsReadAnew()
    {
        await using var mount = await StartAsync("--metadata-ttl", "minimal");
        mount.S3.Store.Put("f", new PatternContent(Size));
        Read(mount);
        Poll.Until(() => Blocks.Length == 3);
        mount.S3.Store.Put("f", new PatternContent(Size, 9));
        Poll.Until(() => ReadDirect(mount)[0] == PatternContent.At(0, 9));
        RowContext.ShouldMatch(ReadDirect(mount), 0, 9);
    }

    [Fact]
    public async Task R21_CorruptedBlock_IsAMiss()
    {
        await using var mount = await StartAsync();
        mount.S3.Store.Put("f", new PatternContent(Size));
        Read(mount);
        Poll.Until(() => Blocks.Length == 3);
        foreach (var block in Blocks)
        {
            using var file = new FileStream(block, FileMode.Open);
            file.Position = 5000;
            file.WriteByte(0x5A);
            file.WriteByte(0xA5);
        }
        Read(mount);
        mount.S3.TakeRequests().Count(request => request.Operation == "GetObject").ShouldBeGreaterThan(1);
    }

    [Fact]
    public async Task R23_Restart_WipesOwnFolderOnly()
    {
        var other = Directory.CreateDirectory(Path.Combine(_cache, "mountpoint-cache", "other-mount")).FullName;
        await using (var mount = await StartAsync(cacheKey: "mine"))
        {
            mount.S3.Store.Put("f", new PatternContent(Size));
            Read(mount);
            Poll.Until(() => Blocks.Length == 3);
        }
        await using (await StartAsync(cacheKey: "mine"))
            Poll.Until(() => Blocks.Length == 0);
        Directory.Exists(other).ShouldBeTrue();
    }

    [Fact]
    public async Task R24_CacheOfNothing_KeepsNothing()
    {
        await using var mount = await StartAsync("--max-cache-size", "0");
        mount.S3.Store.Put("f", new PatternContent(Size));
        Read(mount);
        mount.S3.TakeRequests();
        Sys.Stat(mount["f"], out _).ShouldBe(0);
        mount.S3.TakeRequests().ShouldBeEmpty("metadata is believed for a minute all the same");
        Blocks.ShouldBeEmpty();
    }

    [Fact]
    public async Task Limit_IsKept_OldBlocksGo()
    {
        await using var mount = await StartAsync("--max-cache-size", "4");
        foreach (var name in new[] { "a", "b", "c" })
        {
            mount.S3.Store.Put(name, new PatternContent(Size));
            RowContext.ShouldMatch(mount.ReadAll(name), 0);
        }
        Blocks.Length.ShouldBeLessThanOrEqualTo(4);
    }

    private string[] Blocks => [.. Directory.EnumerateFiles(_cache, "*", SearchOption.AllDirectories).Where(file => Path.GetFileName(file).Length == 10)];

    private Task<MountedBucket> StartAsync(string? flag = null, string? value = null, string? cacheKey = null) =>
        MountedBucket.StartAsync(["--cache", _cache, .. flag is null ? Array.Empty<string>() : [flag, value!]],
            environment: cacheKey is null ? null : new Dictionary<string, string> { ["UNSTABLE_MOUNTPOINT_CACHE_KEY"] = cacheKey });

    private static void Read(MountedBucket mount) => RowContext.ShouldMatch(ReadDirect(mount), 0);

    /// <summary>Past the kernel's cache, or it would answer the second read itself.</summary>
    private static byte[] ReadDirect(MountedBucket mount)
    {
        var file = Sys.Opened(mount["f"], Sys.ReadOnly | Sys.Direct);
        var buffer = Aligned.Bytes(Size);
        var at = 0;
        while (at < Size && Sys.ReadAt(file, buffer.Span[at..Math.Min(Size, at + (1 << 20))], at) is > 0 and var count)
            at += (int)count;
        Sys.Close(file);
        return buffer.Span[..at].ToArray();
    }
}
