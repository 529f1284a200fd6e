using System.Buffers.Binary;

namespace CsiHost.Tests.Rpc;

/// <summary>HTTP/2 frames as bytes.</summary>
internal static class Frames
{
    public const byte DataType = 0;
    public const byte HeadersType = 1;
    public const byte PriorityType = 2;
    public const byte ResetType = 3;
    public const byte SettingsType = 4;
    public const byte PingType = 6;
    public const byte GoAwayType = 7;
    public const byte WindowUpdateType = 8;
    public const byte ContinuationType = 9;

    public const byte EndStream = 0x1;
    public const byte EndHeaders = 0x4;
    public const byte Padded = 0x8;
    public const byte Priority = 0x20;

    /// <summary>Allows the server no dynamic header table, so that every reply spells its fields out.</summary>
    public static byte[] Settings { get; } = Frame(SettingsType, 0, 0, [0, 1, 0, 0, 0, 0]);

    /// <summary>An empty message with its prefix.</summary>
    public static byte[] EmptyMessage { get; } = new byte[5];

    public static byte[] Frame(byte type, byte flags, int stream, byte[] payload)
    {
        var head = new byte[9];
        BinaryPrimitives.WriteInt32BigEndian(head, payload.Length << 8);
        head[3] = type;
        head[4] = flags;
        BinaryPrimitives.WriteInt32BigEndian(head.AsSpan(5), stream);
        return [.. head, .. payload];
    }

    public static byte[] Headers(int stream, byte[] block, byte flags = EndHeaders) => Frame(HeadersType, flags, stream, block);

    public static byte[] Continuation(int stream, byte[] block, byte flags = EndHeaders) => Frame(ContinuationType, flags, stream, block);

    public static byte[] Data(int stream, byte[] body, byte flags = EndStream) => Frame(DataType, flags, stream, body);

    /// <summary>All of a body, in frames of a size that every server takes.</summary>
    public static byte[] Body(int stream, byte[] body) =>
        [.. body.Chunk(16_000).SelectMany(part => Data(stream, part, flags: 0)), .. Data(stream, [])];

    public static byte[] Reset(int stream, byte code) => Frame(ResetType, 0, stream, [0, 0, 0, code]);

    /// <summary>A message with its prefix.</summary>
    public static byte[] Message(byte[] message, byte flag = 0)
    {
        var head = new byte[5];
        head[0] = flag;
        BinaryPrimitives.WriteInt32BigEndian(head.AsSpan(1), message.Length);
        return [.. head, .. message];
    }
}
