namespace CsiHost.Tests.Rpc;

/// <summary>A short-named folder for sockets, whose paths may not be long; removed with all that is in it.</summary>
internal sealed class SocketFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("csi-").FullName;

    public string Socket => File("csi.sock");

    public string File(string name) => System.IO.Path.Combine(Path, name);

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
