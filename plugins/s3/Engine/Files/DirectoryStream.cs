using System.Buffers;
using System.Runtime.InteropServices;
using System.Text;
using CsiHost.S3Engine.Fuse;
using CsiHost.S3Engine.Native;

namespace CsiHost.S3Engine.Files;

/// <summary>
/// An open directory. Offsets are sequence numbers: 0 lists anew, and a program may go back within what the last reply carried, because the kernel does
/// when its own buffer was full; elsewhere there is nothing to go back to.
/// </summary>
internal sealed class DirectoryStream(MountContext mount, NodeTable nodes, NodeAttributes attributes, Node directory) : IDisposable
{
    private const int PlainHeader = 24;
    private const int PlusHeader = 152;
    private const uint RegularType = 8;
    private const uint DirectoryType = 4;
    private readonly SemaphoreSlim _gate = new(1);
    private readonly List<DirectoryEntry> _entries = [];
    private Listing? _listing;
    private ulong _toSkip;
    private ulong _first; // sequence number of _entries[0]
    private bool _ended;

    public ulong NodeId => directory.Id;

    /// <summary>A former process had read from it: the first offset may lie anywhere.</summary>
    public bool IsRestored { get; set; }

    /// <summary>Fills a rented buffer with as many entries from this offset as fit.</summary>
    public async Task<(byte[] Buffer, int Length)> ReadAsync(ulong offset, int size, bool plus)
    {
        await _gate.WaitAsync();
        var buffer = ArrayPool<byte>.Shared.Rent(size);
        try
        {
            Position(offset);
            var (length, at) = (0, offset);
            while (await EntryAsync(at) is { } entry && Append(buffer.AsSpan(length, size - length), entry, ++at, plus) is > 0 and var taken)
                length += taken;
            return (buffer, length);
        }
        catch
        {
            ArrayPool<byte>.Shared.Return(buffer);
            throw;
        }
        finally
        {
            _gate.Release();
        }
    }

    public void Dispose() => _gate.Dispose();

    private void Position(ulong offset)
    {
        if (offset == 0)
        {
            _listing = new Listing(mount, nodes, directory);
            _entries.Clear();
            _entries.Add(new DirectoryEntry(".", null));
            _entries.Add(new DirectoryEntry("..", null));
            (_first, _ended) = (0, false);
            return;
        }
        if (_listing is null && IsRestored)
        {
            // Names come in a fixed order, so what was shown before is passed over by counting.
            _listing = new Listing(mount, nodes, directory);
            (_first, _toSkip) = (offset, offset - 2);
            return;
        }
        if (_listing is null || offset < _first || offset > _first + (ulong)_entries.Count)
            throw new FuseException(Errno.BadDescriptor);
        _entries.RemoveRange(0, (int)(offset - _first));
        _first = offset;
    }

    private async ValueTask<DirectoryEntry?> EntryAsync(ulong at)
    {
        for (; _toSkip > 0; _toSkip--)
            _ = await _listing!.NextAsync();
        while (at - _first >= (ulong)_entries.Count)
        {
            if (_ended || await _listing!.NextAsync() is not { } entry)
            {
                _ended = true;
                return null;
            }
            _entries.Add(entry);
        }
        return _entries[(int)(at - _first)];
    }

    /// <summary>Zero: it does not fit any more.</summary>
    private int Append(Span<byte> room, DirectoryEntry entry, ulong next, bool plus)
    {
        var nameLength = Encoding.UTF8.GetByteCount(entry.Name);
        var header = plus ? PlusHeader : PlainHeader;
        var length = (header + nameLength + 7) & ~7;
        if (length > room.Length)
            return 0;
        room[..length].Clear();
        var inode = directory.Id;
        if (entry.Name is not ("." or ".."))
            inode = plus ? AppendAttributes(room, entry) : NodeFor(entry, count: false)?.Id ?? uint.MaxValue;
        var line = room[(header - PlainHeader)..];
        MemoryMarshal.Write(line, inode);
        MemoryMarshal.Write(line[8..], next);
        MemoryMarshal.Write(line[16..], (uint)nameLength);
        MemoryMarshal.Write(line[20..], entry.IsDirectory ? DirectoryType : RegularType);
        Encoding.UTF8.GetBytes(entry.Name, line[PlainHeader..]);
        return length;
    }

    /// <summary>With attributes, the kernel holds the node from now on; a node of zero tells it to look for itself.</summary>
    private ulong AppendAttributes(Span<byte> room, DirectoryEntry entry)
    {
        if (NodeFor(entry, count: true) is not { } node)
            return uint.MaxValue;
        var reply = attributes.Entry(node);
        MemoryMarshal.Write(room, in reply);
        return node.Id;
    }

    /// <summary>Entries that no program holds are not remembered for a plain listing: it would only cost memory.</summary>
    private Node? NodeFor(DirectoryEntry entry, bool count)
    {
        if (entry.Local is { } local)
        {
            if (count)
                nodes.CountLookup(local);
            return local;
        }
        return count ? nodes.Apply(directory, entry.Name, entry.IsDirectory ? Remote.Directory : new Remote(false, entry.Object), count: true)
            : nodes.Child(directory, entry.Name);
    }
}
