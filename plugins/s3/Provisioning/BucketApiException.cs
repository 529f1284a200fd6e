namespace CsiHost.Plugins.S3.Provisioning;

/// <summary>S3 refused, or did not answer.</summary>
internal sealed class BucketApiException(BucketFailure failure, string message, Exception? innerException = null) : Exception(message, innerException)
{
    public BucketFailure Failure { get; } = failure;
}
