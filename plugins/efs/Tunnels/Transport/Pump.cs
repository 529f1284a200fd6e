using System.Buffers;
using System.Diagnostics.CodeAnalysis;

namespace CsiHost.Plugins.Efs.Tunnels.Transport;

/// <summary>
/// Carries one direction of a connection. The next read comes after the last write was taken, so a slow reader slows the writer and nothing piles up;
/// a buffer is held only while bytes are under way.
/// </summary>
/// <param name="source">Where bytes come from.</param>
/// <param name="sink">Where they go.</param>
/// <param name="onBytes">Told how many went.</param>
[SuppressMessage("Reliability", "CA2012", Justification = "The wait is kept to see whether it is over, and is then awaited once or dropped completed.")]
internal sealed class Pump(ILink source, ILink sink, Action<int> onBytes)
{
    private ValueTask _wait;
    private byte[] _buffer = [];

    /// <summary>Carries until the source ends, and ends the sink then. Closing either side's socket breaks it off.</summary>
    public async Task RunAsync()
    {
        _wait = source.WaitAsync();
        var isOpen = true;
        while (isOpen)
        {
            await _wait;
            _buffer = ArrayPool<byte>.Shared.Rent(TransportSizes.Plain);
            do
                isOpen = await CarryAsync();
            while (isOpen && _wait.IsCompletedSuccessfully);
            // Not on failure: a call that was given up may still have it.
            ArrayPool<byte>.Shared.Return(_buffer);
            _buffer = [];
        }

        await sink.FinishAsync();
    }

    /// <summary>Reads until the buffer is full or nothing more is at hand, and writes it all; false at the end.</summary>
    private async ValueTask<bool> CarryAsync()
    {
        int sent = 0, filled = 0;
        do
        {
            var read = source.ReadAsync(_buffer.AsMemory(filled, TransportSizes.Plain - filled));
            if (!read.IsCompleted && filled > sent)
            {
                // The rest of a record is still on its way; what is here does not wait for it.
                await SendAsync(sent, filled);
                sent = filled;
            }

            var count = await read;
            if (count == 0)
            {
                await SendAsync(sent, filled);
                return false;
            }

            filled += count;
            _wait = source.WaitAsync();
        }
        while (filled < TransportSizes.Plain && _wait.IsCompletedSuccessfully);

        await SendAsync(sent, filled);
        return true;
    }

    private async ValueTask SendAsync(int from, int to)
    {
        if (from == to)
            return;
        await sink.WriteAsync(_buffer.AsMemory(from, to - from));
        onBytes(to - from);
    }
}
