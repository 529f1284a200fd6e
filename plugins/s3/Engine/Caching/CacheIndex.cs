namespace CsiHost.S3Engine.Caching;

/// <summary>Which blocks are on disk, least recently used first, and how many bytes they take.</summary>
internal sealed class CacheIndex(long? mostBytes, Func<(long Free, long Total)> volume)
{
    private const double KeptFree = 0.05;
    private readonly Lock _gate = new();
    private readonly LinkedList<(string Path, long Size)> _order = new();
    private readonly Dictionary<string, LinkedListNode<(string Path, long Size)>> _entries = [];
    private long _bytes;

    /// <summary>A limit of zero keeps nothing.</summary>
    public bool IsOff => mostBytes == 0;

    public long Bytes
    {
        get
        {
            lock (_gate)
                return _bytes;
        }
    }

    /// <summary>True: the block is here, and now the most recently used.</summary>
    public bool Touch(string path)
    {
        lock (_gate)
        {
            if (!_entries.TryGetValue(path, out var entry))
                return false;
            _order.Remove(entry);
            _order.AddLast(entry);
            return true;
        }
    }

    public void Add(string path, long size)
    {
        lock (_gate)
        {
            if (_entries.ContainsKey(path))
                return;
            _entries[path] = _order.AddLast((path, size));
            _bytes += size;
        }
    }

    public void Remove(string path)
    {
        lock (_gate)
        {
            if (!_entries.Remove(path, out var entry))
                return;
            _order.Remove(entry);
            _bytes -= entry.Value.Size;
        }
    }

    /// <summary>Deletes old blocks until the new one fits; false when it cannot.</summary>
    public bool MakeRoom(long size)
    {
        if (mostBytes is { } limit && size > limit)
            return false;
        while (!Fits(size))
        {
            string oldest;
            lock (_gate)
            {
                if (_order.First is not { } first)
                    return false;
                oldest = first.Value.Path;
            }
            Remove(oldest);
            CacheFolder.TryDelete(oldest);
        }
        return true;
    }

    private bool Fits(long size)
    {
        if (mostBytes is { } limit)
            return Bytes + size <= limit;
        var (free, total) = volume();
        return free - size >= total * KeptFree;
    }
}
