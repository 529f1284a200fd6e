namespace CsiHost.Plugins.Efs.Tunnels.Transport;

/// <summary>One side of a connection that passes through a tunnel. Its calls are broken off by closing the socket below it, and fail then.</summary>
internal interface ILink
{
    /// <summary>Completes when there is something to read, or the end. Holds no buffer while it waits. One reader at a time.</summary>
    ValueTask WaitAsync();

    /// <summary>Reads what there is; 0 is the end.</summary>
    ValueTask<int> ReadAsync(Memory<byte> buffer);

    /// <summary>Writes all. One writer at a time.</summary>
    ValueTask WriteAsync(ReadOnlyMemory<byte> buffer);

    /// <summary>Says that nothing more will be written; reading goes on.</summary>
    ValueTask FinishAsync();
}
