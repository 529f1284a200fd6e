namespace CsiHost.Plugins.Efs.Credentials;

/// <summary>One place that credentials come from. Its text is what efs-utils records, so either can renew what the other mounted.</summary>
/// <param name="Kind">Which provider.</param>
/// <param name="Name">Profile, URI or role; empty for the instance's role.</param>
/// <param name="File">The token file of those that have one.</param>
internal sealed record CredentialMethod(CredentialKind Kind, string Name = "", string File = "")
{
    private static readonly (CredentialKind Kind, string Prefix, bool HasFile)[] Prefixes =
    [
        (CredentialKind.Container, "ecs:", false),
        (CredentialKind.CredentialsFile, "credentials:", false),
        (CredentialKind.ConfigFile, "config:", false),
        (CredentialKind.AssumedProfile, "named_profile:", false),
        (CredentialKind.PodIdentity, "podidentity:", true),
        (CredentialKind.WebIdentity, "webidentity:", true),
        (CredentialKind.Instance, "metadata:", false),
    ];

    /// <summary>Reads a recorded text; null when it is none.</summary>
    public static CredentialMethod? Parse(string text)
    {
        foreach (var (kind, prefix, hasFile) in Prefixes)
        {
            if (!text.StartsWith(prefix, StringComparison.Ordinal))
                continue;
            var rest = text[prefix.Length..];
            if (!hasFile)
                return new CredentialMethod(kind, rest);
            var comma = rest.IndexOf(',', StringComparison.Ordinal);
            return comma < 0 ? null : new CredentialMethod(kind, rest[..comma], rest[(comma + 1)..]);
        }

        return null;
    }

    public override string ToString()
    {
        var (_, prefix, hasFile) = Prefixes.First(entry => entry.Kind == Kind);
        return hasFile ? $"{prefix}{Name},{File}" : prefix + Name;
    }
}
