namespace CsiHost.StandIns.S3;

/// <summary>What goes wrong with the next requests of an operation.</summary>
public sealed class S3Fault(string operation, int times = 1)
{
    private int _left = times;

    /// <summary>Only requests for this key.</summary>
    public string? Key { get; init; }

    /// <summary>Answer this in place of doing anything.</summary>
    public int? Status { get; init; }

    public string Code { get; init; } = "InternalError";

    /// <summary>Break the connection after this many bytes of the body.</summary>
    public long? ResetAfter { get; init; }

    /// <summary>Send nothing until this completes.</summary>
    public Task? HoldUntil { get; init; }

    /// <summary>Answer with another version's ETag.</summary>
    public bool WrongETag { get; init; }

    /// <summary>Do it, but answer 200 with this error in the body.</summary>
    public string? ErrorInBody { get; init; }

    public bool Takes(S3Request request) =>
        (operation == "*" || request.Operation == operation) && (Key is null || Key == request.Key) && Interlocked.Decrement(ref _left) >= 0;
}
