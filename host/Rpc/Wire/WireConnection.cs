using System.IO.Pipelines;

namespace CsiHost.Rpc.Wire;

/// <summary>
/// One client connection: the endpoint it came to, and how many of its calls run. When the server stops, Kestrel looks at a busy connection
/// again only if its client says something more; so the end of the last call ends the connection from here.
/// </summary>
internal sealed class WireConnection(WireEndpoint endpoint, PipeReader input)
{
    private readonly Lock _lock = new();
    private int _running;
    private bool _closing;

    public WireEndpoint Endpoint { get; } = endpoint;

    public void Enter()
    {
        lock (_lock)
            _running++;
    }

    /// <summary>The answer of a call has been written.</summary>
    public void Leave()
    {
        lock (_lock)
        {
            if (--_running == 0 && _closing)
                input.CancelPendingRead();
        }
    }

    /// <summary>The server stops.</summary>
    public void Close()
    {
        lock (_lock)
        {
            _closing = true;
            if (_running == 0)
                input.CancelPendingRead();
        }
    }
}
