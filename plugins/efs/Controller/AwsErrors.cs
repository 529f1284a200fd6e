using CsiHost.Abstractions.Errors;
using CsiHost.Plugins.Efs.Aws;

namespace CsiHost.Plugins.Efs.Controller;

/// <summary>The one table from what AWS says to what the caller hears.</summary>
internal static class AwsErrors
{
    public static CsiErrorKind KindOf(AwsErrorKind kind) => kind switch
    {
        AwsErrorKind.AccessDenied => CsiErrorKind.PermissionDenied,
        AwsErrorKind.NoCredentials => CsiErrorKind.Unauthenticated,
        AwsErrorKind.FileSystemNotFound => CsiErrorKind.InvalidArgument,
        AwsErrorKind.AccessPointNotFound => CsiErrorKind.NotFound,
        AwsErrorKind.AlreadyExists => CsiErrorKind.Incompatible,
        AwsErrorKind.LimitExceeded => CsiErrorKind.ResourceExhausted,
        AwsErrorKind.Misconfigured => CsiErrorKind.FailedPrecondition,
        AwsErrorKind.BadRequest => CsiErrorKind.InvalidArgument,
        // The caller repeats the call; a refusal for ever would let it give up a volume that may have been made.
        AwsErrorKind.Throttled or AwsErrorKind.WrongState or AwsErrorKind.Unavailable => CsiErrorKind.Unavailable,
        _ => CsiErrorKind.Internal,
    };

    /// <param name="error">What AWS said.</param>
    /// <param name="attempt">What was tried, for example <c>create an access point in fs-1</c>.</param>
    public static CsiException Translate(AwsException error, string attempt) =>
        new(KindOf(error.Kind), $"cannot {attempt}: {error.Message}{HintOf(error.Kind)}", error);

    private static string HintOf(AwsErrorKind kind) => kind switch
    {
        AwsErrorKind.AccessDenied => "; check the IAM policy of the driver's role",
        AwsErrorKind.NoCredentials => "; check the service account's role or the credentials of the driver",
        AwsErrorKind.FileSystemNotFound => "; check parameters[fileSystemId] and the region",
        AwsErrorKind.BadRequest => "; check parameters[directoryPerms] and the other parameters",
        _ => "",
    };
}
