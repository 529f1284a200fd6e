using CsiHost.Abstractions.Errors;

namespace CsiHost.Plugins.S3.Provisioning;

/// <summary>Turns failures of S3 into errors of the contract.</summary>
internal static class BucketErrors
{
    public static CsiException Translate(BucketApiException failure, string what) => new(KindOf(failure.Failure), $"cannot {what}: {failure.Message}", failure);

    private static CsiErrorKind KindOf(BucketFailure failure) => failure switch
    {
        BucketFailure.NoSuchBucket => CsiErrorKind.NotFound,
        BucketFailure.Taken => CsiErrorKind.Incompatible,
        BucketFailure.NotEmpty => CsiErrorKind.FailedPrecondition,
        BucketFailure.Denied => CsiErrorKind.PermissionDenied,
        BucketFailure.Unauthenticated => CsiErrorKind.Unauthenticated,
        BucketFailure.TooMany => CsiErrorKind.ResourceExhausted,
        BucketFailure.InvalidName => CsiErrorKind.InvalidArgument,
        BucketFailure.Unavailable => CsiErrorKind.Unavailable,
        _ => CsiErrorKind.Failed,
    };
}
