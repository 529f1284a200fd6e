using CsiHost.Rpc.Wire.Http2;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http.Features;

namespace CsiHost.Rpc.Wire;

/// <summary>Prepares each connection of one endpoint before the HTTP/2 server gets it.</summary>
internal sealed class WireConnectionMiddleware(WireEndpoint endpoint, ConnectionDelegate next)
{
    public async Task OnConnectionAsync(ConnectionContext connection)
    {
        connection.Transport = new NormalisedTransport(connection.Transport);
        var state = new WireConnection(endpoint, connection.Transport.Input);
        connection.Features.Set(state);

        var closing = connection.Features.GetRequiredFeature<IConnectionLifetimeNotificationFeature>().ConnectionClosedRequested;
        await using var registration = closing.UnsafeRegister(static state => ((WireConnection)state!).Close(), state);
        await next(connection).ConfigureAwait(false);
    }
}
