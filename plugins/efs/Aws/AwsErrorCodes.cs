using System.Collections.Frozen;

namespace CsiHost.Plugins.Efs.Aws;

/// <summary>What the services' error codes mean.</summary>
internal static class AwsErrorCodes
{
    private static readonly FrozenSet<string> Throttling = FrozenSet.Create(
        StringComparer.OrdinalIgnoreCase,
        "Throttling", "ThrottlingException", "ThrottledException", "RequestThrottledException", "TooManyRequestsException", "TooManyRequests",
        "ProvisionedThroughputExceededException", "TransactionInProgressException", "RequestLimitExceeded", "BandwidthLimitExceeded",
        "LimitExceededException", "RequestThrottled", "SlowDown", "PriorRequestNotComplete", "EC2ThrottledException");

    private static readonly FrozenDictionary<string, AwsErrorKind> Kinds = new Dictionary<string, AwsErrorKind>
    {
        ["AccessDeniedException"] = AwsErrorKind.AccessDenied,
        ["AccessDenied"] = AwsErrorKind.AccessDenied,
        ["UnauthorizedOperation"] = AwsErrorKind.AccessDenied,
        ["ExpiredTokenException"] = AwsErrorKind.NoCredentials,
        ["ExpiredToken"] = AwsErrorKind.NoCredentials,
        ["UnrecognizedClientException"] = AwsErrorKind.NoCredentials,
        ["InvalidClientTokenId"] = AwsErrorKind.NoCredentials,
        ["InvalidSignatureException"] = AwsErrorKind.NoCredentials,
        ["SignatureDoesNotMatch"] = AwsErrorKind.NoCredentials,
        ["MissingAuthenticationToken"] = AwsErrorKind.NoCredentials,
        ["AuthFailure"] = AwsErrorKind.NoCredentials,
        ["InvalidIdentityToken"] = AwsErrorKind.NoCredentials,
        ["FileSystemNotFound"] = AwsErrorKind.FileSystemNotFound,
        ["AccessPointNotFound"] = AwsErrorKind.AccessPointNotFound,
        ["AccessPointAlreadyExists"] = AwsErrorKind.AlreadyExists,
        ["ConflictException"] = AwsErrorKind.AlreadyExists,
        ["AccessPointLimitExceeded"] = AwsErrorKind.LimitExceeded,
        ["ServiceQuotaExceededException"] = AwsErrorKind.LimitExceeded,
        ["IncorrectFileSystemLifeCycleState"] = AwsErrorKind.WrongState,
        ["BadRequest"] = AwsErrorKind.BadRequest,
        ["ValidationException"] = AwsErrorKind.BadRequest,
        ["InternalServerError"] = AwsErrorKind.Unavailable,
        ["InternalServerException"] = AwsErrorKind.Unavailable,
        ["ServiceUnavailableException"] = AwsErrorKind.Unavailable,
        ["ServiceUnavailable"] = AwsErrorKind.Unavailable,
        ["DependencyTimeout"] = AwsErrorKind.Unavailable,
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    /// <summary>EFS says <c>TooManyRequests</c>, which the library does not know as throttling.</summary>
    public const string EfsThrottling = "TooManyRequests";

    public static bool IsThrottling(string code) => Throttling.Contains(code);

    /// <summary>The kind of a code. Exceptions of EFS end in <c>Exception</c> in some of its interfaces only.</summary>
    public static AwsErrorKind KindOf(string code, int status, string operation)
    {
        // S3 Files has one code for both; what is missing follows from what was asked.
        if (code == "ResourceNotFoundException")
            return operation is "GetAccessPoint" or "DeleteAccessPoint" ? AwsErrorKind.AccessPointNotFound : AwsErrorKind.FileSystemNotFound;
        if (IsThrottling(code))
            return AwsErrorKind.Throttled;
        if (Kinds.TryGetValue(code, out var kind))
            return kind;
        return status is >= 500 and < 600 ? AwsErrorKind.Unavailable : AwsErrorKind.Other;
    }
}
