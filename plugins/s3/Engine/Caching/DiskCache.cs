using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using CsiHost.S3Engine.Logging;
using CsiHost.S3Engine.Memory;
using CsiHost.S3Engine.Reading;
using CsiHost.S3Engine.Writing;

namespace CsiHost.S3Engine.Caching;

/// <summary>
/// Blocks of objects in local files. The name of a file comes from the object's key and ETag, so a replaced object is a miss and nothing is ever invalidated.
/// Any failure of the disk is a miss and a line in the log.
/// </summary>
internal sealed class DiskCache(CacheFolder folder, CacheIndex index, EngineLog log)
{
    private const ulong Magic = 0x3130454953435345;
    private const int HeaderSize = 64;

    public const int BlockSize = 1024 * 1024;

    /// <summary>Fills the segment from its front with the blocks that are here; stops at the first that is not.</summary>
    public void Read(ObjectReader reader, Segment segment, Transfer transfer)
    {
        var id = ObjectId(reader.Key, reader.ETag);
        while (segment.Filled < segment.Length && !segment.IsAbandoned)
        {
            var length = Math.Min(BlockSize, segment.Length - segment.Filled);
            if (!TryReadBlock(id, segment.AvailableTo / BlockSize, segment, length, transfer))
                return;
        }
    }

    /// <summary>Keeps the blocks of a segment that came from the bucket. Only whole ones: the last of an object may be short.</summary>
    public void Store(ObjectReader reader, Segment segment, int from)
    {
        if (segment.Filled < segment.Length || index.IsOff)
            return;
        var id = ObjectId(reader.Key, reader.ETag);
        for (var at = from - from % BlockSize; at < segment.Length; at += BlockSize)
        {
            var length = Math.Min(BlockSize, segment.Length - at);
            if (length == BlockSize || segment.Start + at + length == reader.Size)
                StoreBlock(id, (segment.Start + at) / BlockSize, segment, at, length);
        }
    }

    private bool TryReadBlock(byte[] id, long number, Segment segment, int length, Transfer transfer)
    {
        var path = PathOf(id, number);
        if (!index.Touch(path))
            return false;
        try
        {
            using var file = File.OpenHandle(path);
            Span<byte> header = stackalloc byte[HeaderSize];
            if (RandomAccess.Read(file, header, 0) != HeaderSize || !IsHeaderOf(header, id, number, length, out var expected))
                return Bad(path, "its header is not that of the block");
            var (crc, done, filled) = (0u, 0, segment.Filled);
            while (done < length)
            {
                // Received() is told only after the checksum fits, so Filled is moved here by hand and set back.
                var room = transfer.NextRoom();
                var count = RandomAccess.Read(file, room.Span[..Math.Min(room.Length, length - done)], HeaderSize + done);
                if (count == 0)
                    break;
                crc = Crc32C.Append(crc, room.Span[..count]);
                done += count;
                segment.Filled += count;
            }
            segment.Filled = filled;
            return done == length && crc == expected ? transfer.Deliver(length) : Bad(path, "its checksum does not fit");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return Bad(path, exception.Message);
        }
    }

    private void StoreBlock(byte[] id, long number, Segment segment, int at, int length)
    {
        var path = PathOf(id, number);
        if (index.Touch(path) || !index.MakeRoom(HeaderSize + length))
            return;
        var temporary = $"{path}.{Guid.NewGuid():N}";
        try
        {
            CacheFolder.Make(Path.GetDirectoryName(path)!);
            using (var file = CacheFolder.Create(temporary))
                Write(file, id, number, segment, at, length);
            File.Move(temporary, path, overwrite: true);
            index.Add(path, HeaderSize + length);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            log.Warn("cache", $"block not kept: {exception.Message}");
            CacheFolder.TryDelete(temporary);
        }
    }

    private static void Write(FileStream file, byte[] id, long number, Segment segment, int at, int length)
    {
        var crc = 0u;
        for (var done = 0; done < length;)
        {
            var piece = Piece(segment, at + done, length - done);
            crc = Crc32C.Append(crc, piece);
            done += piece.Length;
        }
        Span<byte> header = stackalloc byte[HeaderSize];
        FillHeader(header, id, number, length, crc);
        file.Write(header);
        for (var done = 0; done < length;)
        {
            var piece = Piece(segment, at + done, length - done);
            file.Write(piece);
            done += piece.Length;
        }
    }

    private static ReadOnlySpan<byte> Piece(Segment segment, int at, int most)
    {
        var within = at % Block.Size;
        return segment[at / Block.Size]!.GetSpan().Slice(within, Math.Min(most, Block.Size - within));
    }

    /// <summary>Magic, number, length, checksum, checksum of the header, and the object's id.</summary>
    private static void FillHeader(Span<byte> header, byte[] id, long number, int length, uint crc)
    {
        BinaryPrimitives.WriteUInt64LittleEndian(header, Magic);
        BinaryPrimitives.WriteInt64LittleEndian(header[8..], number);
        BinaryPrimitives.WriteInt32LittleEndian(header[16..], length);
        BinaryPrimitives.WriteUInt32LittleEndian(header[20..], crc);
        BinaryPrimitives.WriteUInt64LittleEndian(header[24..], 0);
        id.CopyTo(header[32..]);
        BinaryPrimitives.WriteUInt32LittleEndian(header[24..], Crc32C.Append(0, header));
    }

    private static bool IsHeaderOf(ReadOnlySpan<byte> header, byte[] id, long number, int length, out uint crc)
    {
        crc = BinaryPrimitives.ReadUInt32LittleEndian(header[20..]);
        Span<byte> expected = stackalloc byte[HeaderSize];
        FillHeader(expected, id, number, length, crc);
        return header.SequenceEqual(expected);
    }

    private bool Bad(string path, string why)
    {
        log.Warn("cache", $"block {path} is passed over: {why}");
        index.Remove(path);
        CacheFolder.TryDelete(path);
        return false;
    }

    private string PathOf(byte[] id, long number)
    {
        var hex = Convert.ToHexStringLower(id);
        return Path.Combine(folder.Blocks, hex[..2], hex[2..], number.ToString("D10", CultureInfo.InvariantCulture));
    }

    private static byte[] ObjectId(string key, string etag) => SHA256.HashData(Encoding.UTF8.GetBytes($"V2\n{key}\n{etag}"));
}
