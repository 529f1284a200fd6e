using System.Net;
using Amazon.Runtime;
using Amazon.S3;

namespace CsiHost.Plugins.S3.Provisioning.Aws;

/// <summary>The library's exceptions as ours. A HEAD has no body, so there the status alone speaks.</summary>
internal static class S3Errors
{
    public static BucketApiException Translate(Exception error) => error switch
    {
        AmazonS3Exception e => new BucketApiException(KindOf(e), $"S3 answered {Code(e)}: {e.Message}", e),
        AmazonServiceException e => new BucketApiException(KindOf(e), $"AWS answered {Code(e)}: {e.Message}", e),
        CredentialsException e => new BucketApiException(BucketFailure.Unauthenticated, e.Message, e),
        HttpRequestException or IOException or TimeoutException or OperationCanceledException => new BucketApiException(
            BucketFailure.Unavailable, $"S3 does not answer: {error.GetBaseException().Message}", error),
        AmazonClientException { InnerException: CredentialsException inner } => new BucketApiException(BucketFailure.Unauthenticated, inner.Message, error),
        AmazonClientException e => new BucketApiException(BucketFailure.Unavailable, $"S3 cannot be asked: {e.GetBaseException().Message}", e),
        _ => new BucketApiException(BucketFailure.Other, $"S3 cannot be asked: {error.Message}", error),
    };

    private static string Code(AmazonServiceException error) => string.IsNullOrEmpty(error.ErrorCode) ? $"{(int)error.StatusCode}" : error.ErrorCode;

    private static BucketFailure KindOf(AmazonServiceException error) => error.ErrorCode switch
    {
        "NoSuchBucket" => BucketFailure.NoSuchBucket,
        "BucketAlreadyExists" => BucketFailure.Taken,
        "BucketNotEmpty" => BucketFailure.NotEmpty,
        "TooManyBuckets" => BucketFailure.TooMany,
        "InvalidBucketName" => BucketFailure.InvalidName,
        "InvalidAccessKeyId" or "SignatureDoesNotMatch" or "ExpiredToken" or "InvalidToken" or "AuthorizationHeaderMalformed" => BucketFailure.Unauthenticated,
        "AccessDenied" or "AllAccessDisabled" or "AccountProblem" => BucketFailure.Denied,
        "SlowDown" or "ServiceUnavailable" or "InternalError" or "RequestTimeout" or "OperationAborted" or "Throttling" or "RequestLimitExceeded" => BucketFailure.Unavailable,
        _ => error.StatusCode switch
        {
            HttpStatusCode.NotFound when string.IsNullOrEmpty(error.ErrorCode) || error.ErrorCode == "NotFound" => BucketFailure.NoSuchBucket,
            HttpStatusCode.Forbidden => BucketFailure.Denied,
            HttpStatusCode.Unauthorized => BucketFailure.Unauthenticated,
            HttpStatusCode.TooManyRequests or >= HttpStatusCode.InternalServerError or 0 => BucketFailure.Unavailable,
            _ => BucketFailure.Other,
        },
    };
}
