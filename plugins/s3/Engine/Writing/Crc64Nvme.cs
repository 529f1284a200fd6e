using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace CsiHost.S3Engine.Writing;

/// <summary>CRC-64/NVME, eight bytes a step.</summary>
internal static class Crc64Nvme
{
    private const ulong Polynomial = 0x9A6C9329AC4BC9B5; // reflected
    private static readonly ulong[][] Tables = MakeTables();

    public static ulong Append(ulong crc, ReadOnlySpan<byte> data)
    {
        crc = ~crc;
        var tables = Tables;
        foreach (var word in MemoryMarshal.Cast<byte, ulong>(data))
        {
            var x = crc ^ word;
            crc = tables[7][(byte)x] ^ tables[6][(byte)(x >> 8)] ^ tables[5][(byte)(x >> 16)] ^ tables[4][(byte)(x >> 24)]
                ^ tables[3][(byte)(x >> 32)] ^ tables[2][(byte)(x >> 40)] ^ tables[1][(byte)(x >> 48)] ^ tables[0][(byte)(x >> 56)];
        }
        foreach (var value in data[(data.Length & ~7)..])
            crc = tables[0][(byte)(crc ^ value)] ^ (crc >> 8);
        return ~crc;
    }

    public static string Base64(ulong crc)
    {
        Span<byte> bytes = stackalloc byte[8];
        BinaryPrimitives.WriteUInt64BigEndian(bytes, crc);
        return Convert.ToBase64String(bytes);
    }

    private static ulong[][] MakeTables()
    {
        var tables = new ulong[8][];
        for (var slice = 0; slice < 8; slice++)
        {
            tables[slice] = new ulong[256];
            for (var i = 0; i < 256; i++)
            {
                var value = slice == 0 ? (ulong)i : tables[slice - 1][i];
                if (slice == 0)
                {
                    for (var bit = 0; bit < 8; bit++)
                        value = (value & 1) != 0 ? (value >> 1) ^ Polynomial : value >> 1;
                }
                else
                {
                    value = tables[0][(byte)value] ^ (value >> 8);
                }
                tables[slice][i] = value;
            }
        }
        return tables;
    }
}
