using Amazon.Runtime;

namespace CsiHost.Plugins.Efs.Aws.Client;

/// <summary>A service's refusal, with what EFS says beside code and message.</summary>
internal sealed class ApiServiceException(string message, Exception innerException) : AmazonServiceException(message, innerException)
{
    /// <summary>The access point that is in the way; empty when none is named.</summary>
    public string AccessPointId { get; init; } = "";
}
