namespace CsiHost.TestKit.Fakes;

/// <summary>A folder of its own for one test, removed afterwards.</summary>
public sealed class TemporaryFolder : IDisposable
{
    /// <summary>Its absolute path. Short, since socket paths are limited to 107 bytes.</summary>
    public string Path { get; } = Directory.CreateTempSubdirectory("csi-").FullName;

    /// <summary>A path inside it.</summary>
    /// <param name="parts">The names.</param>
    public string this[params string[] parts] => System.IO.Path.Combine([Path, .. parts]);

    /// <inheritdoc/>
    public void Dispose() => Directory.Delete(Path, recursive: true);
}
