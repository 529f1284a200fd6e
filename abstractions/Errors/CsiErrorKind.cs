namespace CsiHost.Abstractions.Errors;

/// <summary>
/// Why a call failed. A closed set: the host maps each kind to one gRPC code, so a backend never names a code. A consumer tolerates
/// values it does not know (a minor version may add one).
/// </summary>
public enum CsiErrorKind
{
    /// <summary>A bug or a failure nobody named; the caller sees a short text and the call id only. INTERNAL (13).</summary>
    Internal = 0,

    /// <summary>A field is missing, malformed or unsupported. INVALID_ARGUMENT (3).</summary>
    InvalidArgument = 1,

    /// <summary>The volume, snapshot or node does not exist. NOT_FOUND (5); the host answers OK where the call deletes.</summary>
    NotFound = 2,

    /// <summary>The name or path is taken by something with other properties. ALREADY_EXISTS (6).</summary>
    Incompatible = 3,

    /// <summary>The identity is known and refused. PERMISSION_DENIED (7).</summary>
    PermissionDenied = 4,

    /// <summary>There are no usable credentials. UNAUTHENTICATED (16).</summary>
    Unauthenticated = 5,

    /// <summary>A quota, limit or disk is full. RESOURCE_EXHAUSTED (8).</summary>
    ResourceExhausted = 6,

    /// <summary>The requested size is impossible. OUT_OF_RANGE (11).</summary>
    OutOfRange = 7,

    /// <summary>The volume is in a state that forbids the call. FAILED_PRECONDITION (9).</summary>
    FailedPrecondition = 8,

    /// <summary>Another operation on the same object is running, or a limit of parallel calls is reached. ABORTED (10).</summary>
    OperationPending = 9,

    /// <summary>A paging token is not one this backend gave out, or is too old. ABORTED (10).</summary>
    InvalidToken = 10,

    /// <summary>A dependency does not answer; trying again may help. UNAVAILABLE (14).</summary>
    Unavailable = 11,

    /// <summary>The backend does not offer what was asked. UNIMPLEMENTED (12).</summary>
    Unimplemented = 12,

    /// <summary>A dependency did not answer in time. DEADLINE_EXCEEDED (4).</summary>
    Timeout = 13,

    /// <summary>
    /// An effect failed for a reason that the caller must see, such as a file-system server's last words. INTERNAL (13), with its message: for
    /// drivers whose users look for the reason in the workload's events.
    /// </summary>
    Failed = 14,
}
