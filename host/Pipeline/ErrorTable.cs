using CsiHost.Abstractions.Errors;

namespace CsiHost.Pipeline;

/// <summary>The one place where failures become status codes.</summary>
internal static class ErrorTable
{
    private static readonly string[] Names =
    [
        "OK", "CANCELLED", "UNKNOWN", "INVALID_ARGUMENT", "DEADLINE_EXCEEDED", "NOT_FOUND", "ALREADY_EXISTS", "PERMISSION_DENIED",
        "RESOURCE_EXHAUSTED", "FAILED_PRECONDITION", "ABORTED", "OUT_OF_RANGE", "UNIMPLEMENTED", "INTERNAL", "UNAVAILABLE", "DATA_LOSS",
        "UNAUTHENTICATED",
    ];

    /// <summary>A kind of a newer contract than ours is INTERNAL: somebody must look at it.</summary>
    public static StatusCode CodeOf(CsiErrorKind kind) => kind switch
    {
        CsiErrorKind.InvalidArgument => StatusCode.InvalidArgument,
        CsiErrorKind.NotFound => StatusCode.NotFound,
        CsiErrorKind.Incompatible => StatusCode.AlreadyExists,
        CsiErrorKind.PermissionDenied => StatusCode.PermissionDenied,
        CsiErrorKind.Unauthenticated => StatusCode.Unauthenticated,
        CsiErrorKind.ResourceExhausted => StatusCode.ResourceExhausted,
        CsiErrorKind.OutOfRange => StatusCode.OutOfRange,
        CsiErrorKind.FailedPrecondition => StatusCode.FailedPrecondition,
        CsiErrorKind.OperationPending => StatusCode.Aborted,
        CsiErrorKind.InvalidToken => StatusCode.Aborted,
        CsiErrorKind.Unavailable => StatusCode.Unavailable,
        CsiErrorKind.Unimplemented => StatusCode.Unimplemented,
        CsiErrorKind.Timeout => StatusCode.DeadlineExceeded,
        CsiErrorKind.Failed => StatusCode.Internal,
        _ => StatusCode.Internal,
    };

    /// <summary>
    /// A cancellation counts as one only when the call itself was cancelled; a backend whose own time-out escaped has failed.
    /// </summary>
    public static StatusCode CodeOf(Exception exception, Call call) => exception switch
    {
        CallStatusException status => status.Code,
        CsiException error => CodeOf(error.Kind),
        OperationCanceledException when call.Token.IsCancellationRequested =>
            call.HasTimedOut ? StatusCode.DeadlineExceeded : StatusCode.Cancelled,
        _ => StatusCode.Internal,
    };

    /// <summary>The code as the gRPC documents spell it.</summary>
    public static string NameOf(StatusCode code) => Names[(int)code];
}
