using System.Text;
using CsiHost.S3Engine.Files;
using CsiHost.S3Engine.Logging;
using CsiHost.S3Engine.Reading;
using CsiHost.S3Engine.Writing;

namespace CsiHost.S3Engine.Resume;

/// <summary>
/// Writes down what the kernel knows of us, so that a process started anew on the same device can go on. Each record is one write to the page cache, which
/// outlives a killed process; a machine that loses power has no kernel state to go on with either, so nothing is flushed to disk.
/// </summary>
internal sealed class SessionJournal : INodeJournal, IUploadJournal, IHandleJournal, IDisposable
{
    private const long RewriteFrom = 32 * 1024 * 1024;
    private readonly Lock _gate = new();
    private readonly MemoryStream _record = new();
    private readonly BinaryWriter _writer;
    private readonly string _path;
    private readonly EngineLog _log;
    private readonly Dictionary<ulong, (HandleKind Kind, ulong Node)> _handles = [];
    private readonly Dictionary<string, string> _uploads = [];
    private readonly string _connection;
    private FileStream _file;
    private long _sizeAfterRewrite;
    private bool _broken;

    /// <summary>The former process's file stays in place until <see cref="Rewrite"/> has made one that is as good.</summary>
    public SessionJournal(string path, string connection, EngineLog log)
    {
        (_path, _connection, _log) = (path, connection, log);
        _writer = new BinaryWriter(_record, Encoding.UTF8);
        _file = Create(path + ".new");
    }

    /// <summary>The journal has outgrown what it describes.</summary>
    public bool WantsRewrite => _file.Position > RewriteFrom && _file.Position > 2 * _sizeAfterRewrite;

    public void Known(Node node)
    {
        lock (_gate)
        {
            NodeRecord.Of(node).Write(_writer);
            Flush();
        }
    }

    public void Dropped(Node node) => Write(RecordKind.NodeDropped, node.Id);

    public void Opened(ulong number, object handle)
    {
        var (kind, node) = handle switch
        {
            ObjectReader reader => (HandleKind.Reader, reader.Node.Id),
            FileWriter writer => (HandleKind.Writer, writer.NodeId),
            DirectoryStream stream => (HandleKind.Directory, stream.NodeId),
            _ => (HandleKind.Writer, 0UL),
        };
        lock (_gate)
        {
            _handles[number] = (kind, node);
            WriteHandle(number, kind, node);
            Flush();
        }
    }

    public void Closed(ulong number)
    {
        lock (_gate)
            _handles.Remove(number);
        Write(RecordKind.HandleClosed, number);
    }

    public void Started(string key, string uploadId)
    {
        lock (_gate)
        {
            _uploads[uploadId] = key;
            WriteUpload(uploadId, key);
            Flush();
        }
    }

    public void Ended(string key, string uploadId)
    {
        lock (_gate)
        {
            _uploads.Remove(uploadId);
            _writer.Write((byte)RecordKind.UploadEnded);
            _writer.Write(uploadId);
            Flush();
        }
    }

    /// <summary>Starts a new file with what is true now, and puts it in the old one's place.</summary>
    public void Rewrite(IEnumerable<Node> nodes)
    {
        lock (_gate)
        {
            var old = _file;
            try
            {
                _file = Create(_path + ".new");
                WriteSession();
                foreach (var node in nodes)
                {
                    NodeRecord.Of(node).Write(_writer);
                    Flush();
                }
                foreach (var (number, (kind, node)) in _handles)
                    WriteHandle(number, kind, node);
                foreach (var (id, key) in _uploads)
                    WriteUpload(id, key);
                Flush();
                File.Move(_path + ".new", _path, overwrite: true);
                _sizeAfterRewrite = _file.Position;
                old.Dispose();
            }
            catch (IOException exception)
            {
                Break(exception);
            }
        }
    }

    public void Discard()
    {
        lock (_gate)
        {
            _broken = true;
            File.Delete(_path);
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _broken = true;
            _file.Dispose();
            _writer.Dispose();
        }
    }

    private void WriteSession()
    {
        _writer.Write((byte)RecordKind.Session);
        _writer.Write(_connection);
    }

    private void WriteHandle(ulong number, HandleKind kind, ulong node)
    {
        _writer.Write((byte)RecordKind.Handle);
        _writer.Write(number);
        _writer.Write((byte)kind);
        _writer.Write(node);
    }

    private void WriteUpload(string id, string key)
    {
        _writer.Write((byte)RecordKind.Upload);
        _writer.Write(id);
        _writer.Write(key);
    }

    private void Write(RecordKind kind, ulong number)
    {
        lock (_gate)
        {
            _writer.Write((byte)kind);
            _writer.Write(number);
            Flush();
        }
    }

    private void Flush()
    {
        try
        {
            if (!_broken)
                _file.Write(_record.GetBuffer(), 0, (int)_record.Length);
        }
        catch (IOException exception)
        {
            Break(exception);
        }
        _record.SetLength(0);
    }

    /// <summary>A journal with a hole is worse than none: a later process must not believe it.</summary>
    private void Break(IOException exception)
    {
        _broken = true;
        _log.Warn("engine", $"the session's journal cannot be written, so a restart will not be able to go on: {exception.Message}");
        File.Delete(_path);
    }

    private static FileStream Create(string path) => new(path, new FileStreamOptions
    {
        Mode = FileMode.Create,
        Access = FileAccess.Write,
        BufferSize = 0,
        UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
    });
}
