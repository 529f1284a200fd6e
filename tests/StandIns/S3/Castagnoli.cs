using System.Buffers.Binary;

namespace CsiHost.StandIns.S3;

/// <summary>CRC-32C by table: plain on purpose, since it judges a clever one.</summary>
internal static class Castagnoli
{
    private static readonly uint[] Table = [.. Enumerable.Range(0, 256).Select(i => Enumerable.Range(0, 8).Aggregate((uint)i, (crc, _) => (crc & 1) != 0 ? (crc >> 1) ^ 0x82F63B78u : crc >> 1))];

    public static string Base64(byte[] data)
    {
        var crc = uint.MaxValue;
        foreach (var value in data)
            crc = Table[(byte)(crc ^ value)] ^ (crc >> 8);
        var bytes = new byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, ~crc);
        return Convert.ToBase64String(bytes);
    }
}
