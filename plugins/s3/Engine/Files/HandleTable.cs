using System.Collections.Concurrent;
using CsiHost.S3Engine.Fuse;
using CsiHost.S3Engine.Native;

namespace CsiHost.S3Engine.Files;

/// <summary>Open files and directories by the number that the kernel passes back.</summary>
internal sealed class HandleTable
{
    private readonly ConcurrentDictionary<ulong, object> _open = new();
    private long _last;

    public IEnumerable<object> All => _open.Values;

    public ulong Add(object handle)
    {
        var number = (ulong)Interlocked.Increment(ref _last);
        _open[number] = handle;
        return number;
    }

    /// <summary>Puts back a handle that a former process gave out.</summary>
    public void Restore(ulong number, object handle)
    {
        _open[number] = handle;
        _last = Math.Max(_last, (long)number);
    }

    public T Get<T>(ulong number, Errno otherwise = Errno.BadDescriptor) where T : class =>
        _open.GetValueOrDefault(number) as T ?? throw new FuseException(otherwise);

    public object? Find(ulong number) => _open.GetValueOrDefault(number);

    public object? Remove(ulong number) => _open.TryRemove(number, out var handle) ? handle : null;
}
