using System.Buffers.Binary;
using System.Text;
using Google.Protobuf;

namespace CsiHost.Bench;

/// <summary>A call made ready once: its header block in plain literals, and its message behind the gRPC prefix.</summary>
internal sealed class LoadCall
{
    public LoadCall(string name, string path, IMessage request, bool succeeds = true)
    {
        Name = name;
        Succeeds = succeeds;
        Headers = Encode(path);
        Message = new byte[5 + request.CalculateSize()];
        BinaryPrimitives.WriteInt32BigEndian(Message.AsSpan(1), Message.Length - 5);
        request.WriteTo(Message.AsSpan(5));
    }

    public string Name { get; }

    /// <summary>Whether the server should answer OK; a call that it must refuse is part of the load too.</summary>
    public bool Succeeds { get; }

    public byte[] Headers { get; }

    public byte[] Message { get; }

    private static byte[] Encode(string path)
    {
        // Indexed :method POST and :scheme http; the rest as literals without indexing.
        var block = new List<byte> { 0x83, 0x86 };
        Literal(block, ":path", path);
        Literal(block, ":authority", "localhost");
        Literal(block, "content-type", "application/grpc");
        Literal(block, "te", "trailers");
        return [.. block];
    }

    private static void Literal(List<byte> block, string name, string value)
    {
        block.Add(0);
        block.Add((byte)name.Length);
        block.AddRange(Encoding.ASCII.GetBytes(name));
        block.Add((byte)value.Length);
        block.AddRange(Encoding.ASCII.GetBytes(value));
    }
}
