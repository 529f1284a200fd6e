namespace CsiHost.Plugins.S3.Pods;

/// <summary>The document <c>/version</c> of the API server.</summary>
internal sealed record ServerVersion
{
    public string GitVersion { get; init; } = "";
}
