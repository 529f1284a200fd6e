using System.Collections.Concurrent;
using CsiHost.S3Engine.Fuse;
using CsiHost.S3Engine.Native;
using CsiHost.S3Engine.Resume;

namespace CsiHost.S3Engine.Files;

/// <summary>Open files and directories by the number that the kernel passes back.</summary>
internal sealed class HandleTable
{
    private readonly ConcurrentDictionary<ulong, object> _open = new();
    private long _last;

    public IEnumerable<object> All => _open.Values;

    public IEnumerable<KeyValuePair<ulong, object>> Numbered => _open;

    public IHandleJournal? Journal { get; set; }

    public ulong Add(object handle)
    {
        var number = (ulong)Interlocked.Increment(ref _last);
        _open[number] = handle;
        Journal?.Opened(number, handle);
        return number;
    }

    /// <summary>Puts back a handle that a former process gave out.</summary>
    public void Restore(ulong number, object handle)
    {
        _open[number] = handle;
        StartAfter(number);
    }

    public void StartAfter(ulong number) => _last = Math.Max(_last, (long)number);

    public void Clear() => _open.Clear();

    public T Get<T>(ulong number, Errno otherwise = Errno.BadDescriptor) where T : class =>
        _open.GetValueOrDefault(number) as T ?? throw new FuseException(otherwise);

    public object? Find(ulong number) => _open.GetValueOrDefault(number);

    public object? Remove(ulong number)
    {
        Journal?.Closed(number);
        return _open.TryRemove(number, out var handle) ? handle : null;
    }
}
