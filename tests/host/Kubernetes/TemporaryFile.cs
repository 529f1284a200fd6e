namespace CsiHost.Tests.Kubernetes;

internal sealed class TemporaryFile : IDisposable
{
    public TemporaryFile(string content) => Write(content);

    public string Path { get; } = System.IO.Path.GetTempFileName();

    public void Write(string content) => File.WriteAllText(Path, content);

    public void Dispose() => File.Delete(Path);
}
