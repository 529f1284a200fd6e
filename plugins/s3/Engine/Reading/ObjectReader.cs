using CsiHost.S3Engine.Caching;
using CsiHost.S3Engine.Files;
using CsiHost.S3Engine.Memory;
using CsiHost.S3Engine.Native;

namespace CsiHost.S3Engine.Reading;

/// <summary>
/// One file open for reading. READs are answered at once from what is here, else by the thread that receives their last byte; several may wait at a time.
/// Sequential reading raises a window of ranged GETs ahead of the program; random reading fetches little more than it asks for.
/// </summary>
internal sealed class ObjectReader(ReadService service, Node node, string key)
{
    private const int FirstRead = (1024 + 128) * 1024; // small objects come whole, and no readahead of 128 KiB straddles it
    private const int RandomRead = 128 * 1024;
    private const int KeptBehind = 1024 * 1024;
    private const int MostCursors = 4;
    private readonly Lock _gate = new();
    private readonly List<Cursor> _cursors = [];
    private readonly List<PendingRead> _pending = [];
    private bool _closed;

    public Node Node => node;
    public string Key => key;
    public string ETag { get; } = node.ETag;
    public long Size { get; } = node.Size;
    public long UsedAt { get; private set; } = service.Mount.Time.GetTimestamp();

    /// <summary>A descriptor of it was closed, and nothing was read since: another open may write the file.</summary>
    public bool IsIdle { get; set; }

    public void Read(ulong unique, long offset, int size)
    {
        lock (_gate)
        {
            UsedAt = service.Mount.Time.GetTimestamp();
            size = (int)Math.Min(size, Size - offset);
            if (size <= 0)
            {
                service.Mount.Replies.Send(unique, []);
                return;
            }
            var cursor = Find(offset);
            if (!TryReply(cursor, unique, offset, size))
            {
                _pending.Add(new PendingRead(unique, offset, size, cursor));
                Require(cursor, offset, size);
                cursor.Stalled(service.MostWindow);
            }
            cursor.Read(offset, offset + size);
            ReleaseBehind(cursor);
            Extend(cursor);
        }
    }

    public bool Interrupt(ulong unique)
    {
        lock (_gate)
        {
            var index = _pending.FindIndex(read => read.Unique == unique);
            if (index < 0)
                return false;
            _pending.RemoveAt(index);
        }
        service.Mount.Replies.Error(unique, Errno.Interrupted);
        return true;
    }

    /// <summary>Gives up what no waiting read needs.</summary>
    public void Drop()
    {
        lock (_gate)
        {
            foreach (var cursor in _cursors)
            {
                if (!_pending.Exists(read => read.Cursor == cursor))
                    Void(cursor, cursor.Next);
                else
                    cursor.Shrink();
            }
        }
    }

    public void Close()
    {
        lock (_gate)
        {
            _closed = true;
            foreach (var cursor in _cursors)
                Void(cursor, 0);
            foreach (var read in _pending)
                service.Mount.Replies.Error(read.Unique, Errno.BadDescriptor);
            _pending.Clear();
        }
    }

    /// <summary>Bytes of a segment arrived: answers who waited for them. False: nobody wants the rest.</summary>
    public bool Received(Segment segment, int count)
    {
        lock (_gate)
        {
            segment.Filled += count;
            for (var i = _pending.Count - 1; i >= 0; i--)
            {
                var read = _pending[i];
                if (read.Cursor.Segments.Contains(segment) && TryReply(read.Cursor, read.Unique, read.Offset, read.Size))
                    _pending.RemoveAt(i);
            }
            return !segment.IsAbandoned;
        }
    }

    /// <summary>The transfer is over. A failure answers the reads that needed it; the next read tries again.</summary>
    public void Ended(Segment segment, Errno error)
    {
        lock (_gate)
        {
            segment.IsRunning = false;
            segment.Error = error;
            if (error != Errno.None && _cursors.Find(cursor => cursor.Segments.Contains(segment)) is { } failed)
            {
                Abandon(failed.CutFrom(segment));
                for (var i = _pending.Count - 1; i >= 0; i--)
                {
                    var read = _pending[i];
                    if (read.Cursor != failed || read.Offset + read.Size <= segment.Start)
                        continue;
                    service.Mount.Replies.Error(read.Unique, error);
                    _pending.RemoveAt(i);
                }
            }
            if (segment.IsAbandoned || _closed)
                Free(segment);
        }
    }

    private Cursor Find(long offset)
    {
        Cursor? best = null;
        foreach (var cursor in _cursors)
        {
            if (cursor.Covers(offset) && (best is null || cursor.FetchedTo > best.FetchedTo))
                best = cursor;
        }
        if (best is not null)
            return best;
        if (_cursors.Count >= MostCursors && Oldest() is { } oldest)
        {
            Void(oldest, 0);
            _cursors.Remove(oldest);
        }
        var start = service.Cache is not null ? offset - offset % DiskCache.BlockSize : offset & ~4095L;
        var created = new Cursor(start, service.Mount.Time);
        _cursors.Add(created);
        return created;
    }

    /// <summary>The cursor least recently used that no read waits on.</summary>
    private Cursor? Oldest()
    {
        Cursor? oldest = null;
        foreach (var cursor in _cursors)
        {
            if ((oldest is null || cursor.UsedAt < oldest.UsedAt) && !_pending.Exists(read => read.Cursor == cursor))
                oldest = cursor;
        }
        return oldest;
    }

    private void Require(Cursor cursor, long offset, int size)
    {
        while (cursor.FetchedTo < offset + size)
        {
            var needed = offset + size - cursor.FetchedTo;
            var wanted = cursor.Reads > 0 ? cursor.NextFetch : cursor.FetchedTo == 0 ? FirstRead : RandomRead;
            var length = service.Mount.Budget.IsContended ? needed : Math.Max(needed, wanted);
            Start(cursor, Rounded(cursor.FetchedTo, Math.Min(length, Math.Max(service.Part, needed))), hasMemory: false);
        }
    }

    private void Extend(Cursor cursor)
    {
        while (cursor.Window > 0 && cursor.FetchedTo < Size && cursor.FetchedTo - cursor.Next < cursor.Window)
        {
            var length = Rounded(cursor.FetchedTo, Math.Min(cursor.NextFetch, service.Part));
            var blocks = (length + Block.Size - 1) / Block.Size;
            var granted = service.Mount.Budget.Speculate(blocks);
            if (granted < blocks)
            {
                // Short pieces would cost a request each; the data comes on demand instead.
                service.Mount.Budget.Return(granted);
                cursor.Shrink();
                return;
            }
            Start(cursor, length, hasMemory: true);
        }
    }

    /// <summary>Up to the object's end, and with a disk cache in whole cache blocks.</summary>
    private int Rounded(long from, long length)
    {
        if (service.Cache is not null)
            length = (length + DiskCache.BlockSize - 1) / DiskCache.BlockSize * DiskCache.BlockSize;
        return (int)Math.Min(length, Size - from);
    }

    private void Start(Cursor cursor, int length, bool hasMemory)
    {
        var segment = new Segment(cursor.FetchedTo, length) { HasMemory = hasMemory };
        cursor.Add(segment, service.Part);
        _ = Task.Run(() => new Transfer(service, this, segment).RunAsync());
    }

    private unsafe bool TryReply(Cursor cursor, ulong unique, long offset, int size)
    {
        Span<IoVector> pieces = stackalloc IoVector[Fuse.Replies.MaxVectors];
        var (count, at, end) = (0, offset, offset + size);
        foreach (var segment in cursor.Segments)
        {
            if (segment.End <= at)
                continue;
            if (at < segment.AvailableFrom || Math.Min(end, segment.End) > segment.AvailableTo)
                return false;
            while (at < end && at < segment.End)
            {
                var within = (int)(at - segment.Start);
                var piece = (int)Math.Min(Math.Min(end, segment.End) - at, Block.Size - within % Block.Size);
                if (count == pieces.Length)
                    return false;
                pieces[count++] = new IoVector(segment[within / Block.Size]!.Start + within % Block.Size, piece);
                at += piece;
            }
            if (at == end)
                break;
        }
        if (at < end)
            return false;
        service.Mount.Replies.Send(unique, pieces[..count], size);
        return true;
    }

    private void ReleaseBehind(Cursor cursor)
    {
        var before = cursor.Next - (service.Mount.Budget.IsContended ? 0 : KeptBehind);
        foreach (var read in _pending)
        {
            if (read.Cursor == cursor)
                before = Math.Min(before, read.Offset);
        }
        while (cursor.Segments.Count > 0)
        {
            var segment = cursor.Segments[0];
            // With a disk cache, the whole segment is stored before any of it may go.
            while (!(segment.IsRunning && service.Cache is not null) && segment.Released < segment.BlockCount && segment.AvailableFrom + Block.Size <= Math.Min(before, segment.AvailableTo))
                Release(segment);
            if (segment.IsRunning || segment.End > before)
                return;
            Free(segment);
            cursor.Segments.RemoveAt(0);
        }
    }

    private void Void(Cursor cursor, long at)
    {
        Abandon(cursor.Segments);
        cursor.Reset(at);
    }

    private void Abandon(List<Segment> segments)
    {
        foreach (var segment in segments)
        {
            segment.IsAbandoned = true;
            if (!segment.IsRunning)
                Free(segment);
        }
    }

    private void Free(Segment segment)
    {
        while (segment.HasMemory && segment.Released < segment.BlockCount)
            Release(segment);
    }

    private void Release(Segment segment)
    {
        service.GiveBack(segment[segment.Released]);
        segment[segment.Released++] = null;
    }
}
