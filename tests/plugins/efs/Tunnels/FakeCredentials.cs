using CsiHost.Abstractions.Errors;
using CsiHost.Plugins.Efs.Credentials;

namespace CsiHost.Plugins.Efs.Tests.Tunnels;

/// <summary>Credentials that a test sets; null means that there are none.</summary>
internal sealed class FakeCredentials : IMountCredentials
{
    public MountCredentials? Current { get; set; } = new("metadata:", "AKIAEXAMPLE", "secret", "token", null);

    public List<string> Asked { get; } = [];

    public ValueTask<MountCredentials> FindAsync(CredentialRequest request, string region, CancellationToken cancellationToken) => Answer("find");

    public ValueTask<MountCredentials> RenewAsync(string method, string region, CancellationToken cancellationToken) => Answer(method);

    private ValueTask<MountCredentials> Answer(string asked)
    {
        lock (Asked)
            Asked.Add(asked);
        return Current is { } found ? ValueTask.FromResult(found) : throw new CsiException(CsiErrorKind.Unauthenticated, "no credentials");
    }
}
