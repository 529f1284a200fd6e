namespace CsiHost.Tour;

/// <summary>A temporary folder that is a shared mount of its own, as kubelet's root is, and leaves nothing behind.</summary>
internal sealed class Scratch : IAsyncDisposable
{
    private Scratch(string path) => Path = path;

    public string Path { get; }

    public static async Task<Scratch> CreateAsync(CancellationToken cancellationToken)
    {
        var scratch = new Scratch(Directory.CreateTempSubdirectory("csi-host-").FullName);
        await Shell.RunAsync("mount", ["--bind", scratch.Path, scratch.Path], cancellationToken);
        await Shell.RunAsync("mount", ["--make-shared", scratch.Path], cancellationToken);
        return scratch;
    }

    /// <summary>A folder below, made when it is missing.</summary>
    public string Folder(params string[] names) => Directory.CreateDirectory(System.IO.Path.Combine([Path, .. names])).FullName;

    /// <summary>Mount points below, as this namespace sees them.</summary>
    public IReadOnlyList<string> MountsBelow() =>
        [.. File.ReadLines("/proc/self/mountinfo").Select(line => line.Split(' ')[4])
            .Where(point => point.StartsWith(Path + "/", StringComparison.Ordinal))];

    public async ValueTask DisposeAsync()
    {
        foreach (var point in MountsBelow().Reverse())
            await Shell.RunAsync("umount", ["--lazy", point], CancellationToken.None);
        await Shell.RunAsync("umount", ["--lazy", Path], CancellationToken.None);
        Directory.Delete(Path, recursive: true);
    }
}
