using CsiHost.S3Engine.Files;

namespace CsiHost.S3Engine.Resume;

/// <summary>An inode as the journal keeps it.</summary>
internal readonly record struct NodeRecord(ulong Id, ulong Parent, string Name, bool IsDirectory, bool IsLocal, string ETag, long Size, long Modified, bool IsReadable)
{
    public static NodeRecord Of(Node node) =>
        new(node.Id, node.Parent!.Id, node.Name, node.IsDirectory, !node.IsRemote, node.ETag, node.Size, node.Modified, node.IsReadable);

    public static NodeRecord Read(BinaryReader reader) => new(reader.ReadUInt64(), reader.ReadUInt64(), reader.ReadString(), reader.ReadBoolean(), reader.ReadBoolean(),
        reader.ReadString(), reader.ReadInt64(), reader.ReadInt64(), reader.ReadBoolean());

    public void Write(BinaryWriter writer)
    {
        writer.Write((byte)RecordKind.Node);
        writer.Write(Id);
        writer.Write(Parent);
        writer.Write(Name);
        writer.Write(IsDirectory);
        writer.Write(IsLocal);
        writer.Write(ETag);
        writer.Write(Size);
        writer.Write(Modified);
        writer.Write(IsReadable);
    }

    public Node ToNode(Node parent) => new(Id, parent, Name, IsDirectory)
    {
        State = IsLocal ? NodeState.Local : NodeState.Remote,
        ETag = ETag,
        Size = Size,
        Modified = Modified,
        Accessed = Modified,
        IsReadable = IsReadable,
    };
}
