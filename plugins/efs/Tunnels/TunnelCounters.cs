namespace CsiHost.Plugins.Efs.Tunnels;

/// <summary>What a tunnel has done.</summary>
internal sealed class TunnelCounters
{
    private long _sent;
    private long _received;
    private long _connections;
    private long _active;
    private long _failures;

    /// <summary>Plain bytes to the mount target.</summary>
    public long Sent => Interlocked.Read(ref _sent);

    /// <summary>Plain bytes from the mount target.</summary>
    public long Received => Interlocked.Read(ref _received);

    /// <summary>Connections that reached a mount target.</summary>
    public long Connections => Interlocked.Read(ref _connections);

    /// <summary>Those that are open, also on their way to a mount target.</summary>
    public long Active => Interlocked.Read(ref _active);

    /// <summary>Connections that did not reach a mount target, or broke.</summary>
    public long Failures => Interlocked.Read(ref _failures);

    public void AddSent(int bytes) => Interlocked.Add(ref _sent, bytes);

    public void AddReceived(int bytes) => Interlocked.Add(ref _received, bytes);

    public void Begin() => Interlocked.Increment(ref _active);

    public void Connected() => Interlocked.Increment(ref _connections);

    public void Failed() => Interlocked.Increment(ref _failures);

    public void End() => Interlocked.Decrement(ref _active);
}
