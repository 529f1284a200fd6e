using System.Net;
using CsiHost.Plugins.Efs.Mounting;

namespace CsiHost.Plugins.Efs.Tests.Tunnels;

/// <summary>Names and their addresses as a test sets them.</summary>
internal sealed class FakeLookup : IHostLookup
{
    public IReadOnlyList<IPAddress> Addresses { get; set; } = [IPAddress.Loopback];

    public int Asked { get; private set; }

    public ValueTask<IReadOnlyList<IPAddress>> FindAsync(string host, CancellationToken cancellationToken)
    {
        Asked++;
        return ValueTask.FromResult(IPAddress.TryParse(host, out var address) ? [address] : Addresses);
    }
}
