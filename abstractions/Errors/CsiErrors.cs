namespace CsiHost.Abstractions.Errors;

/// <summary>Short names for the errors that backends throw most: <c>throw CsiErrors.NotFound($"volume {id} does not exist")</c>.</summary>
public static class CsiErrors
{
    /// <summary>A field is wrong.</summary>
    /// <param name="field">The field as the CSI specification spells it, for example <c>parameters[mode]</c>.</param>
    /// <param name="problem">What is wrong and what would be right, for example <c>must be one of a, b</c>.</param>
    public static CsiException InvalidArgument(string field, string problem) => new(CsiErrorKind.InvalidArgument, $"{field} {problem}");

    /// <summary>The object does not exist.</summary>
    /// <param name="message">A sentence that names it.</param>
    public static CsiException NotFound(string message) => new(CsiErrorKind.NotFound, message);

    /// <summary>The name or path is taken by something else.</summary>
    /// <param name="message">A sentence that names what differs.</param>
    public static CsiException Incompatible(string message) => new(CsiErrorKind.Incompatible, message);

    /// <summary>A quota or disk is full.</summary>
    /// <param name="message">A sentence that names the limit.</param>
    /// <param name="innerException">The cause, for the log.</param>
    public static CsiException ResourceExhausted(string message, Exception? innerException = null) =>
        new(CsiErrorKind.ResourceExhausted, message, innerException);

    /// <summary>The requested size is impossible.</summary>
    /// <param name="message">A sentence that names the possible range.</param>
    public static CsiException OutOfRange(string message) => new(CsiErrorKind.OutOfRange, message);

    /// <summary>The state forbids the call.</summary>
    /// <param name="message">A sentence that names the state and the way out of it.</param>
    public static CsiException FailedPrecondition(string message) => new(CsiErrorKind.FailedPrecondition, message);

    /// <summary>The object is busy.</summary>
    /// <param name="key">What is busy, for example <c>volume pvc-1</c>.</param>
    public static CsiException OperationPending(string key) =>
        new(CsiErrorKind.OperationPending, $"an operation on {key} is already running; try again");

    /// <summary>The paging token is not ours.</summary>
    /// <param name="token">The token as received.</param>
    public static CsiException InvalidToken(string token) =>
        new(CsiErrorKind.InvalidToken, $"starting_token '{token}' is not one this driver gave out; list again without a token");

    /// <summary>A dependency does not answer.</summary>
    /// <param name="message">A sentence that names the dependency.</param>
    /// <param name="innerException">The cause, for the log.</param>
    public static CsiException Unavailable(string message, Exception? innerException = null) =>
        new(CsiErrorKind.Unavailable, message, innerException);
}
