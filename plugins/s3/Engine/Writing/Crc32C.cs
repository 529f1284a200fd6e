using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;
using Arm = System.Runtime.Intrinsics.Arm;

namespace CsiHost.S3Engine.Writing;

/// <summary>CRC-32C (Castagnoli) by the processor's instruction, or by table where it has none.</summary>
internal static class Crc32C
{
    private static readonly uint[] Table = MakeTable();

    public static uint Append(uint crc, ReadOnlySpan<byte> data)
    {
        crc = ~crc;
        if (Sse42.X64.IsSupported)
        {
            foreach (var word in MemoryMarshal.Cast<byte, ulong>(data))
                crc = (uint)Sse42.X64.Crc32(crc, word);
            data = data[(data.Length & ~7)..];
        }
        else if (Arm.Crc32.Arm64.IsSupported)
        {
            foreach (var word in MemoryMarshal.Cast<byte, ulong>(data))
                crc = Arm.Crc32.Arm64.ComputeCrc32C(crc, word);
            data = data[(data.Length & ~7)..];
        }
        foreach (var value in data)
            crc = Table[(byte)(crc ^ value)] ^ (crc >> 8);
        return ~crc;
    }

    public static string Base64(uint crc)
    {
        Span<byte> bytes = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, crc);
        return Convert.ToBase64String(bytes);
    }

    private static uint[] MakeTable()
    {
        var table = new uint[256];
        for (var i = 0u; i < 256; i++)
        {
            var value = i;
            for (var bit = 0; bit < 8; bit++)
                value = (value & 1) != 0 ? (value >> 1) ^ 0x82F63B78 : value >> 1;
            table[i] = value;
        }
        return table;
    }
}
