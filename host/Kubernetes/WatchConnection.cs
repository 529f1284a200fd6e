using System.Buffers;
using System.IO.Pipelines;
using System.Text.Json;

namespace CsiHost.Kubernetes;

/// <summary>An open watch, read line by line.</summary>
internal sealed class WatchConnection(ApiRequest request, ApiResponse response) : IDisposable
{
    // Far above what the API server stores; a body without line ends must not fill the memory.
    private const long LongestLine = 64 * 1024 * 1024;
    private readonly PipeReader _pipe = PipeReader.Create(response.Body, new StreamPipeReaderOptions(bufferSize: 8 * 1024, leaveOpen: true));
    private SequencePosition? _read;

    /// <summary>The next line; null when the server has ended the watch.</summary>
    /// <exception cref="ApiFailure">The connection or the line is broken.</exception>
    public async ValueTask<WatchFrame?> NextAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await NextLineAsync(cancellationToken) is { } line ? WatchFrame.Parse(line) : null;
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested && ApiClient.Translate(request, e) is { } failure)
        {
            throw failure;
        }
    }

    public void Dispose()
    {
        _pipe.Complete();
        response.Dispose();
    }

    private async ValueTask<ReadOnlySequence<byte>?> NextLineAsync(CancellationToken cancellationToken)
    {
        if (_read is { } position)
            _pipe.AdvanceTo(position);
        _read = null;
        long searched = 0;
        while (true)
        {
            var read = await _pipe.ReadAsync(cancellationToken);
            var text = read.Buffer;
            if (text.Slice(searched).PositionOf((byte)'\n') is { } end)
            {
                _read = text.GetPosition(1, end);
                return text.Slice(0, end);
            }

            // Half a line at the end is an event that the next connection brings whole.
            if (read.IsCompleted)
                return null;
            if (text.Length > LongestLine)
                throw new JsonException("a line of a watch has no end");
            searched = text.Length;
            _pipe.AdvanceTo(text.Start, text.End);
        }
    }
}
