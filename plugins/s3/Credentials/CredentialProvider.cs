using CsiHost.Abstractions.Errors;
using CsiHost.Plugins.S3.Attachments;
using CsiHost.Plugins.S3.Files;

namespace CsiHost.Plugins.S3.Credentials;

/// <summary>Writes the credential files of a mount and says how mount-s3 finds them. Every publish writes them anew: that is how they stay fresh.</summary>
internal sealed class CredentialProvider(DriverCredentials driver, PodCredentials pod)
{
    /// <summary>Writes.</summary>
    /// <returns>Environment variables that name files and roles, never a secret.</returns>
    /// <exception cref="CsiException">There are no credentials of the kind asked for.</exception>
    public async Task<IReadOnlyDictionary<string, string>> ProvideAsync(CredentialRequest request, Folder folder, CancellationToken cancellationToken) =>
        request.AuthenticationSource switch
        {
            AuthenticationSources.Driver => driver.Provide(request, folder),
            AuthenticationSources.Pod => await pod.ProvideAsync(request, folder, cancellationToken),
            var other => throw new CsiException(
                CsiErrorKind.Failed,
                $"unknown `authenticationSource`: {other}, only `driver` (default option if not specified) and `pod` supported"),
        };

    /// <summary>Removes what was written. Every file is tried; what is not there is no error.</summary>
    /// <exception cref="AggregateException">Some could not be removed.</exception>
    public static void CleanUp(Folder folder, MountKind kind, string podUid, string volumeId)
    {
        var id = new CredentialRequest { Kind = kind, PodUid = podUid, VolumeId = volumeId, AuthenticationSource = "", SeenFolder = "" }.Id;
        string[] names =
        [
            CredentialFiles.Token(id), CredentialFiles.PodIdentityToken(id), CredentialFiles.Config(id), CredentialFiles.Credentials(id),
        ];
        // In the folder of systemd the driver's own tokens serve every mount.
        if (kind == MountKind.Pod)
            names = [.. names, CredentialFiles.DriverToken, CredentialFiles.DriverPodIdentityToken];
        var errors = new List<IOException>();
        foreach (var name in names)
        {
            try
            {
                folder.Remove(name);
            }
            catch (IOException exception)
            {
                errors.Add(exception);
            }
        }

        if (errors.Count > 0)
            throw new AggregateException(errors);
    }
}
