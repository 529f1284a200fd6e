namespace CsiHost.Processes;

/// <summary>
/// The output of a helper that outlives the host. A pipe would break with the host, so the helper appends to a file; this reads along, and
/// empties the file when it has grown.
/// </summary>
internal sealed class HelperOutput
{
    private const long MaxFileBytes = 1024 * 1024;
    private const int TailBytes = 8 * 1024;
    private readonly Lock _gate = new();
    private readonly string _path;
    private readonly OutputTail _tail;
    private long _position;

    /// <summary>Reads along from the file's last few kilobytes, which an earlier host may have read already.</summary>
    public HelperOutput(string path, OutputTail tail)
    {
        _path = path;
        _tail = tail;
        _position = File.Exists(path) ? Math.Max(0, new FileInfo(path).Length - TailBytes) : 0;
    }

    /// <summary>Reads what is new.</summary>
    public void Refresh()
    {
        lock (_gate)
        {
            if (!File.Exists(_path))
                return;
            using var stream = new FileStream(_path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite);
            stream.Position = Math.Min(_position, stream.Length);
            Span<byte> buffer = stackalloc byte[4096];
            int read;
            while ((read = stream.Read(buffer)) > 0)
                _tail.Append(buffer[..read]);
            _position = stream.Position;
            if (_position < MaxFileBytes)
                return;
            // The helper appends, so it goes on at the new end.
            stream.SetLength(0);
            _position = 0;
        }
    }
}
