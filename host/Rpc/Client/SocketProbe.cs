using CsiHost.Pipeline;
using CsiHost.Rpc.Proto;

namespace CsiHost.Rpc.Client;

/// <summary>Asks a driver's Probe once, over a connection of its own.</summary>
internal static class SocketProbe
{
    public static async Task<ProbeAnswer> AskAsync(CsiEndpoint endpoint, TimeSpan limit, TimeProvider time, CancellationToken cancellationToken)
    {
        using var channel = new CsiChannel(endpoint, time);
        try
        {
            var answer = await channel.CallAsync(IdentityMethods.Probe, new ProbeRequest(), limit, cancellationToken);
            var isReady = answer.Ready ?? true;
            return new ProbeAnswer(IsHealthy: true, isReady, isReady ? "" : "not ready yet");
        }
        catch (CallStatusException e)
        {
            return new ProbeAnswer(IsHealthy: false, IsReady: false, $"{e.Code}: {e.Message}");
        }
    }
}
