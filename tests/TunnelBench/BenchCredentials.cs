using System.Net;
using CsiHost.Plugins.Efs.Credentials;
using CsiHost.Plugins.Efs.Mounting;

namespace CsiHost.TunnelBench;

/// <summary>Credentials and addresses at hand: what is measured is the tunnel alone.</summary>
internal sealed class BenchCredentials : IMountCredentials, IHostLookup
{
    private static readonly MountCredentials Found = new("metadata:", "AKIDEXAMPLE", "secret", "token", null);

    public ValueTask<MountCredentials> FindAsync(CredentialRequest request, string region, CancellationToken cancellationToken) => ValueTask.FromResult(Found);

    public ValueTask<MountCredentials> RenewAsync(string method, string region, CancellationToken cancellationToken) => ValueTask.FromResult(Found);

    public ValueTask<IReadOnlyList<IPAddress>> FindAsync(string host, CancellationToken cancellationToken) =>
        ValueTask.FromResult<IReadOnlyList<IPAddress>>([IPAddress.Loopback]);
}
