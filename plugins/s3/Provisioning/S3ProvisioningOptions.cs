using System.ComponentModel.DataAnnotations;

namespace CsiHost.Plugins.S3.Provisioning;

/// <summary>The section <c>Plugins:aws-s3:Provisioning</c>. Off by default: the driver then offers no controller calls, as the driver it replaces.</summary>
internal sealed class S3ProvisioningOptions : IValidatableObject
{
    public bool Enabled { get; set; }

    /// <summary>The region of buckets for which the storage class names none.</summary>
    public string Region { get; set; } = "";

    /// <summary>The address of an S3-compatible service; empty for AWS.</summary>
    public string EndpointUrl { get; set; } = "";

    /// <summary>Whether the bucket's name stands in the path instead of the host name; most other services want it.</summary>
    public bool ForcePathStyle { get; set; }

    public string AccessKeyId { get; set; } = "";

    public string SecretAccessKey { get; set; } = "";

    public string SessionToken { get; set; } = "";

    /// <summary>With <see cref="WebIdentityTokenFile"/>: the role of the service account (IRSA).</summary>
    public string RoleArn { get; set; } = "";

    public string WebIdentityTokenFile { get; set; } = "";

    /// <summary>The address of the EKS Pod Identity agent or another credentials service of the container.</summary>
    public string ContainerCredentialsUri { get; set; } = "";

    public string ContainerAuthorizationTokenFile { get; set; } = "";

    /// <summary>Written into the tags of what is made, so that clusters that share an account tell theirs apart.</summary>
    public string ClusterId { get; set; } = "";

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (!Enabled)
            yield break;
        if (EndpointUrl.Length > 0 && !(Uri.TryCreate(EndpointUrl, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https"))
            yield return new ValidationResult("it must be an http or https URL", [nameof(EndpointUrl)]);
        if ((AccessKeyId.Length == 0) != (SecretAccessKey.Length == 0))
            yield return new ValidationResult("AccessKeyId and SecretAccessKey belong together", [nameof(AccessKeyId)]);
        if ((RoleArn.Length == 0) != (WebIdentityTokenFile.Length == 0))
            yield return new ValidationResult("RoleArn and WebIdentityTokenFile belong together", [nameof(RoleArn)]);
    }
}
