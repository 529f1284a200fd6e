using System.Net;
using CsiHost.S3Engine.Memory;

namespace CsiHost.S3Engine.S3;

/// <summary>A request body that lies in blocks; it is written from where it lies and can be written again.</summary>
internal sealed class BlocksContent(IReadOnlyList<Block> blocks, long length) : HttpContent
{
    protected override bool TryComputeLength(out long computed)
    {
        computed = length;
        return true;
    }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        var left = length;
        foreach (var block in blocks)
        {
            var piece = (int)Math.Min(left, Block.Size);
            if (piece == 0)
                return;
            await stream.WriteAsync(block.Memory[..piece], cancellationToken);
            left -= piece;
        }
    }
}
