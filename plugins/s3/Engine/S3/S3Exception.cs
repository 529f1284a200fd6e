using System.Net;

namespace CsiHost.S3Engine.S3;

/// <summary>The service's refusal, or (status 0) no answer at all after every try.</summary>
internal sealed class S3Exception(string operation, HttpStatusCode status, string code, string message, Exception? cause = null)
    : Exception(status == 0 ? $"{operation}: {message}" : $"{operation}: {(int)status} {code}: {message}", cause)
{
    public HttpStatusCode Status { get; } = status;
    public string Code { get; } = code;

    /// <summary>The region that the bucket is in, when the service says that it was the wrong one.</summary>
    public string? BucketRegion { get; init; }
}
