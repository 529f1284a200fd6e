using System.Net;
using System.Net.Sockets;

namespace CsiHost.Plugins.Efs.Mounting;

/// <inheritdoc cref="IHostLookup"/>
internal sealed class HostLookup : IHostLookup, ICanonicalNames
{
    public async ValueTask<IReadOnlyList<IPAddress>> FindAsync(string host, CancellationToken cancellationToken)
    {
        if (IPAddress.TryParse(host, out var address))
            return [address];
        var found = await AskAsync(host, cancellationToken);
        return found.Count > 0 || host.EndsWith('.') ? found : await AskAsync(host + ".", cancellationToken);
    }

    async ValueTask<string> ICanonicalNames.FindAsync(string host, CancellationToken cancellationToken) =>
        (await Dns.GetHostEntryAsync(host, cancellationToken)).HostName;

    private static async Task<IReadOnlyList<IPAddress>> AskAsync(string host, CancellationToken cancellationToken)
    {
        try
        {
            return await Dns.GetHostAddressesAsync(host, cancellationToken);
        }
        catch (Exception exception) when (exception is SocketException or ArgumentException)
        {
            return [];
        }
    }
}
