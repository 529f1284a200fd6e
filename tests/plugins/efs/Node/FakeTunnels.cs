using CsiHost.Plugins.Efs.Tunnels;

namespace CsiHost.Plugins.Efs.Tests.Node;

/// <summary>Tunnels that have a port and carry nothing.</summary>
internal sealed class FakeTunnels : ITunnels
{
    public Dictionary<string, TunnelRequest> Open { get; } = [];

    public int Port { get; set; } = 20123;

    public ValueTask<int> OpenAsync(TunnelRequest request, CancellationToken cancellationToken)
    {
        Open[request.Target] = request;
        return ValueTask.FromResult(Port);
    }

    public ValueTask CloseAsync(string target, CancellationToken cancellationToken)
    {
        Open.Remove(target);
        return ValueTask.CompletedTask;
    }

    public int? FindPort(string target) => Open.ContainsKey(target) ? Port : null;
}
