using System.IO.Pipelines;

namespace CsiHost.Rpc.Wire.Http2;

/// <summary>A connection whose incoming side is normalised.</summary>
internal sealed class NormalisedTransport(IDuplexPipe inner) : IDuplexPipe
{
    public PipeReader Input { get; } = new NormalisingReader(inner.Input);

    public PipeWriter Output => inner.Output;
}
