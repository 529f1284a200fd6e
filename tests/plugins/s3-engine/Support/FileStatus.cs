using System.Buffers.Binary;

namespace CsiHost.S3Engine.Tests.Support;

/// <summary>What statx(2) told.</summary>
internal readonly record struct FileStatus(uint Mode, uint Links, uint User, uint Group, ulong Inode, long Size, long Modified)
{
    public bool IsDirectory => (Mode & 0xF000) == 0x4000;
    public uint Permissions => Mode & 0xFFF;

    public static FileStatus From(ReadOnlySpan<byte> raw) => new(
        BinaryPrimitives.ReadUInt16LittleEndian(raw[28..]),
        BinaryPrimitives.ReadUInt32LittleEndian(raw[16..]),
        BinaryPrimitives.ReadUInt32LittleEndian(raw[20..]),
        BinaryPrimitives.ReadUInt32LittleEndian(raw[24..]),
        BinaryPrimitives.ReadUInt64LittleEndian(raw[32..]),
        BinaryPrimitives.ReadInt64LittleEndian(raw[40..]),
        BinaryPrimitives.ReadInt64LittleEndian(raw[112..]));
}
