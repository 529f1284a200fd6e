using System.Collections.Concurrent;
using CsiHost.Abstractions.Errors;

namespace CsiHost.Plugins.Efs.Credentials;

/// <inheritdoc cref="IMountCredentials"/>
internal sealed class MountCredentialFinder(
    EfsOptions options,
    ProfileFiles profiles,
    IAssumedProfiles assumed,
    ContainerCredentials containers,
    WebIdentityCredentials webIdentities,
    InstanceCredentials instances,
    TimeProvider time) : IMountCredentials
{
    private const int MaxRemembered = 256;
    private static readonly TimeSpan Margin = TimeSpan.FromMinutes(5);

    private readonly ConcurrentDictionary<(string Method, string Region), MountCredentials> _known = new();

    public async ValueTask<MountCredentials> FindAsync(CredentialRequest request, string region, CancellationToken cancellationToken)
    {
        var reasons = new List<string>();
        foreach (var (method, isFinal) in CredentialOrder.Plan(request, options.Aws, profiles.Find))
        {
            try
            {
                return await GetAsync(method, region, cancellationToken);
            }
            catch (CredentialException exception)
            {
                reasons.Add(exception.Message);
                if (isFinal)
                    break;
            }
        }

        throw None(reasons);
    }

    public async ValueTask<MountCredentials> RenewAsync(string method, string region, CancellationToken cancellationToken)
    {
        var source = CredentialMethod.Parse(method) ?? throw None([$"'{method}' names no source of credentials"]);
        try
        {
            return await GetAsync(source, region, cancellationToken);
        }
        catch (CredentialException exception)
        {
            throw None([exception.Message]);
        }
    }

    private static CsiException None(IEnumerable<string> reasons) => new(
        CsiErrorKind.Unauthenticated, "AWS Access Key ID and Secret Access Key are not found for the option iam: " + string.Join("; ", reasons));

    private async ValueTask<MountCredentials> GetAsync(CredentialMethod method, string region, CancellationToken cancellationToken)
    {
        var key = (method.ToString(), region);
        if (_known.TryGetValue(key, out var known) && known.Expiration > time.GetUtcNow() + Margin)
            return known;
        var found = method.Kind switch
        {
            CredentialKind.CredentialsFile or CredentialKind.ConfigFile => profiles.Get(method),
            CredentialKind.AssumedProfile => await assumed.GetAsync(method, region, cancellationToken),
            CredentialKind.Container => await containers.GetEcsAsync(method, cancellationToken),
            CredentialKind.PodIdentity => await containers.GetPodIdentityAsync(method, cancellationToken),
            CredentialKind.WebIdentity => await webIdentities.GetAsync(method, region, cancellationToken),
            _ => await instances.GetAsync(method, cancellationToken),
        };
        if (found.Expiration is not null)
        {
            if (_known.Count >= MaxRemembered)
                _known.Clear();
            _known[key] = found;
        }

        return found;
    }
}
