using System.Text;

namespace CsiHost.S3Engine.Resume;

/// <summary>What a journal adds up to.</summary>
internal sealed class SessionState
{
    public string? Connection { get; private set; }
    public ulong LastNode { get; private set; }
    public ulong LastHandle { get; private set; }
    public Dictionary<ulong, NodeRecord> Nodes { get; } = [];
    public Dictionary<ulong, (HandleKind Kind, ulong Node)> Handles { get; } = [];
    public Dictionary<string, string> Uploads { get; } = []; // upload id to key

    /// <summary>Reads as far as the records are whole: a process that is killed may leave half of the last.</summary>
    public static SessionState Load(string path)
    {
        var state = new SessionState();
        if (!File.Exists(path))
            return state;
        using var reader = new BinaryReader(new BufferedStream(File.OpenRead(path), 1 << 20), Encoding.UTF8);
        try
        {
            while (reader.BaseStream.Position < reader.BaseStream.Length)
                state.Add(reader);
        }
        catch (EndOfStreamException)
        {
        }
        return state;
    }

    private void Add(BinaryReader reader)
    {
        switch ((RecordKind)reader.ReadByte())
        {
            case RecordKind.Session:
                Connection = reader.ReadString();
                break;
            case RecordKind.Node:
                var node = NodeRecord.Read(reader);
                Nodes[node.Id] = node;
                LastNode = Math.Max(LastNode, node.Id);
                break;
            case RecordKind.NodeDropped:
                Nodes.Remove(reader.ReadUInt64());
                break;
            case RecordKind.Handle:
                var number = reader.ReadUInt64();
                Handles[number] = ((HandleKind)reader.ReadByte(), reader.ReadUInt64());
                LastHandle = Math.Max(LastHandle, number);
                break;
            case RecordKind.HandleClosed:
                Handles.Remove(reader.ReadUInt64());
                break;
            case RecordKind.Upload:
                var (id, key) = (reader.ReadString(), reader.ReadString());
                Uploads[id] = key;
                break;
            case RecordKind.UploadEnded:
                Uploads.Remove(reader.ReadString());
                break;
            default:
                throw new EndOfStreamException();
        }
    }
}
