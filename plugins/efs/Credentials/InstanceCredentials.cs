using System.Text.Json;
using CsiHost.Plugins.Efs.Metadata;

namespace CsiHost.Plugins.Efs.Credentials;

/// <summary>Credentials of the role of the instance.</summary>
internal sealed class InstanceCredentials(IInstanceMetadata instance)
{
    private const string Path = "meta-data/iam/security-credentials/";

    /// <exception cref="CredentialException">None.</exception>
    public async ValueTask<MountCredentials> GetAsync(CredentialMethod method, CancellationToken cancellationToken)
    {
        var role = (await instance.FindAsync(Path, cancellationToken))?.Trim();
        if (string.IsNullOrEmpty(role) || role.Any(character => !char.IsAsciiLetterOrDigit(character) && !"+=,.@_-".Contains(character, StringComparison.Ordinal)))
            throw new CredentialException("the instance metadata service names no role of this instance");
        var text = await instance.FindAsync(Path + role, cancellationToken)
            ?? throw new CredentialException($"the instance metadata service has no credentials of role {role}");
        try
        {
            return ContainerCredentials.Read(method, JsonSerializer.Deserialize(text, CredentialJson.Default.CredentialDocument) ?? new CredentialDocument());
        }
        catch (JsonException)
        {
            throw new CredentialException($"the instance metadata service did not answer with credentials of role {role}");
        }
    }
}
