namespace CsiHost.Plugins.Efs.Credentials;

/// <summary>What the mount options say about credentials. All empty means the order of the documentation.</summary>
internal sealed record CredentialRequest
{
    /// <summary><c>awsprofile</c>.</summary>
    public string? Profile { get; init; }

    /// <summary><c>awscredsuri</c>: a path on the ECS credentials address.</summary>
    public string? ContainerPath { get; init; }

    /// <summary><c>rolearn</c>; in effect only together with <see cref="TokenFile"/>.</summary>
    public string? RoleArn { get; init; }

    /// <summary><c>jwtpath</c>; in effect only together with <see cref="RoleArn"/>.</summary>
    public string? TokenFile { get; init; }
}
