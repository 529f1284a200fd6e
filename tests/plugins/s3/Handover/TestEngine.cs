using System.Buffers.Binary;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace CsiHost.Plugins.S3.Tests.Handover;

/// <summary>
/// Stands in for mount-s3: a FUSE server over the descriptor it was started with. Its folder has three files: <c>bucket</c>, <c>arguments</c> and
/// <c>environment</c>, which hold what it was started with. The bucket's name says how it behaves.
/// </summary>
internal static class TestEngine
{
    private const int InHeader = 40;
    private const int OutHeader = 16;
    private const int NotFound = -2;
    private const int NotKnown = -38;
    private const uint FolderMode = 0x41ED; // 040755
    private const uint FileMode = 0x8124; // 0100444
    private static readonly string[] Names = ["bucket", "arguments", "environment"];

    public static int Run(string[] arguments)
    {
        switch (arguments[0])
        {
            case "fails":
                Console.Error.WriteLine("Error: bucket fails does not exist");
                return 1;
            case "silent-failure":
                return 7;
            case "leaves":
                return 0;
            case "never-serves":
                Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System).GetAwaiter().GetResult();
                return 0;
        }

        byte[][] files =
        [
            Encoding.UTF8.GetBytes(arguments[0]),
            Encoding.UTF8.GetBytes(string.Join('\n', arguments)),
            Encoding.UTF8.GetBytes(File.ReadAllText("/proc/self/environ").Replace('\0', '\n')),
        ];
        return Serve(new SafeFileHandle(3, ownsHandle: true), files);
    }

    /// <summary>Serves until the file system is unmounted.</summary>
    /// <param name="device">The FUSE device.</param>
    /// <param name="files">The contents of the three files.</param>
    public static int Serve(SafeFileHandle device, byte[][] files)
    {
        using var stream = new FileStream(device, FileAccess.ReadWrite, bufferSize: 0);
        var request = new byte[1 << 18];
        while (true)
        {
            try
            {
                var length = stream.Read(request);
                if (Answer(request.AsSpan(0, length), files) is { } reply)
                    stream.Write(reply);
            }
            catch (IOException)
            {
                // ENODEV: it was unmounted.
                return 0;
            }
        }
    }

    private static byte[]? Answer(ReadOnlySpan<byte> request, byte[][] files)
    {
        var operation = BinaryPrimitives.ReadUInt32LittleEndian(request[4..]);
        var unique = BinaryPrimitives.ReadUInt64LittleEndian(request[8..]);
        var node = BinaryPrimitives.ReadUInt64LittleEndian(request[16..]);
        var body = request[InHeader..];
        return operation switch
        {
            1 => Lookup(unique, body, files),
            2 or 42 => null, // FORGET
            3 => Reply(unique, [.. new byte[16], .. Attributes(node, files)]),
            14 or 27 => Reply(unique, new byte[16]), // OPEN, OPENDIR
            15 => Read(unique, body, files[node - 2]),
            17 => Reply(unique, Statistics()),
            18 or 25 or 29 or 38 => Reply(unique, []), // RELEASE, FLUSH, RELEASEDIR, DESTROY
            26 => Reply(unique, Initialized(body)),
            28 => Reply(unique, BinaryPrimitives.ReadUInt64LittleEndian(body[8..]) == 0 ? Entries() : []),
            _ => Reply(unique, [], NotKnown),
        };
    }

    private static byte[] Reply(ulong unique, byte[] body, int error = 0)
    {
        var reply = new byte[OutHeader + body.Length];
        BinaryPrimitives.WriteUInt32LittleEndian(reply, (uint)reply.Length);
        BinaryPrimitives.WriteInt32LittleEndian(reply.AsSpan(4), error);
        BinaryPrimitives.WriteUInt64LittleEndian(reply.AsSpan(8), unique);
        body.CopyTo(reply.AsSpan(OutHeader));
        return reply;
    }

    private static byte[] Initialized(ReadOnlySpan<byte> body)
    {
        var reply = new byte[64];
        BinaryPrimitives.WriteUInt32LittleEndian(reply, 7);
        BinaryPrimitives.WriteUInt32LittleEndian(reply.AsSpan(4), 31);
        body.Slice(8, 4).CopyTo(reply.AsSpan(8)); // max_readahead
        BinaryPrimitives.WriteUInt32LittleEndian(reply.AsSpan(20), 1 << 17); // max_write
        return reply;
    }

    private static byte[] Lookup(ulong unique, ReadOnlySpan<byte> body, byte[][] files)
    {
        var index = Array.IndexOf(Names, Encoding.UTF8.GetString(body).TrimEnd('\0'));
        if (index < 0)
            return Reply(unique, [], NotFound);
        var entry = new byte[40];
        BinaryPrimitives.WriteUInt64LittleEndian(entry, (ulong)index + 2);
        return Reply(unique, [.. entry, .. Attributes((ulong)index + 2, files)]);
    }

    private static byte[] Attributes(ulong node, byte[][] files)
    {
        var attributes = new byte[88];
        BinaryPrimitives.WriteUInt64LittleEndian(attributes, node);
        if (node > 1)
            BinaryPrimitives.WriteUInt64LittleEndian(attributes.AsSpan(8), (ulong)files[node - 2].Length);
        BinaryPrimitives.WriteUInt32LittleEndian(attributes.AsSpan(60), node == 1 ? FolderMode : FileMode);
        BinaryPrimitives.WriteUInt32LittleEndian(attributes.AsSpan(64), 1);
        return attributes;
    }

    private static byte[] Read(ulong unique, ReadOnlySpan<byte> body, byte[] file)
    {
        var offset = (int)Math.Min((ulong)file.Length, BinaryPrimitives.ReadUInt64LittleEndian(body[8..]));
        var size = (int)Math.Min(BinaryPrimitives.ReadUInt32LittleEndian(body[16..]), (uint)(file.Length - offset));
        return Reply(unique, file[offset..(offset + size)]);
    }

    private static byte[] Statistics()
    {
        var reply = new byte[80];
        BinaryPrimitives.WriteUInt32LittleEndian(reply.AsSpan(40), 4096);
        BinaryPrimitives.WriteUInt32LittleEndian(reply.AsSpan(44), 255);
        return reply;
    }

    private static byte[] Entries()
    {
        using var entries = new MemoryStream();
        for (var index = 0; index < Names.Length; index++)
        {
            var name = Encoding.UTF8.GetBytes(Names[index]);
            var entry = new byte[(24 + name.Length + 7) & ~7];
            BinaryPrimitives.WriteUInt64LittleEndian(entry, (ulong)index + 2);
            BinaryPrimitives.WriteUInt64LittleEndian(entry.AsSpan(8), (ulong)index + 1);
            BinaryPrimitives.WriteUInt32LittleEndian(entry.AsSpan(16), (uint)name.Length);
            BinaryPrimitives.WriteUInt32LittleEndian(entry.AsSpan(20), 8);
            name.CopyTo(entry, 24);
            entries.Write(entry);
        }

        return entries.ToArray();
    }
}
