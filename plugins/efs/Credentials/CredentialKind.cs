namespace CsiHost.Plugins.Efs.Credentials;

/// <summary>The providers of credentials.</summary>
internal enum CredentialKind
{
    /// <summary>A path on the ECS credentials address.</summary>
    Container,

    /// <summary>A profile of <c>~/.aws/credentials</c>.</summary>
    CredentialsFile,

    /// <summary>A profile of <c>~/.aws/config</c>.</summary>
    ConfigFile,

    /// <summary>A profile that names a role to assume.</summary>
    AssumedProfile,

    /// <summary>The EKS Pod Identity agent.</summary>
    PodIdentity,

    /// <summary>A role for a web identity token (IRSA).</summary>
    WebIdentity,

    /// <summary>The role of the instance.</summary>
    Instance,
}
