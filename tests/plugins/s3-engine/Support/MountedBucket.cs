using CsiHost.StandIns.S3;

namespace CsiHost.S3Engine.Tests.Support;

/// <summary>A bucket of the stand-in, mounted by an engine of its own below a temporary folder.</summary>
internal sealed class MountedBucket : IAsyncDisposable
{
    private readonly bool _ownsBucket;

    private MountedBucket(S3StandIn s3, string path, EngineProcess engine, bool ownsBucket) => (S3, Path, Engine, _ownsBucket) = (s3, path, engine, ownsBucket);

    public S3StandIn S3 { get; }
    public string Path { get; }
    public EngineProcess Engine { get; }

    public string this[string name] => System.IO.Path.Combine(Path, name);

    public static async Task<MountedBucket> StartAsync(string[]? flags = null, S3StandIn? s3 = null, S3StandInOptions? options = null, IReadOnlyDictionary<string, string>? environment = null)
    {
        var bucket = s3 ?? await S3StandIn.StartAsync(options);
        var path = Directory.CreateTempSubdirectory("csi-s3-engine-").FullName;
        var engine = EngineProcess.Start(Arguments(bucket, path, flags), environment);
        var mounted = new MountedBucket(bucket, path, engine, s3 is null);
        try
        {
            await engine.MountedAsync();
        }
        catch
        {
            await mounted.DisposeAsync();
            throw;
        }
        return mounted;
    }

    public static string[] Arguments(S3StandIn s3, string path, string[]? flags) =>
        [s3.Options.Bucket, path, "--endpoint-url", s3.Address.ToString(), "--force-path-style", "--foreground", .. flags ?? []];

    /// <summary>An object's bytes as the mount gives them.</summary>
    public byte[] ReadAll(string name)
    {
        using var file = File.OpenRead(this[name]);
        var bytes = new byte[file.Length];
        file.ReadExactly(bytes);
        return bytes;
    }

    public async ValueTask DisposeAsync()
    {
        Sys.Unmount(Path);
        await Engine.DisposeAsync();
        Sys.Unmount(Path);
        Directory.Delete(Path);
        if (_ownsBucket)
            await S3.DisposeAsync();
    }
}
