namespace CsiHost.Abstractions.Calls;

/// <summary>Named locks of one call. Keys are scoped to the driver. Everything taken is released when the call ends.</summary>
public interface ILockScope
{
    /// <summary>Takes a lock or fails at once; taking a key this call holds already does nothing.</summary>
    /// <param name="key">A name for the thing, for example <c>source/fs-1</c>; it appears in the error.</param>
    /// <exception cref="Errors.CsiException">Another call holds it (<see cref="Errors.CsiErrorKind.OperationPending"/>).</exception>
    void Acquire(string key);

    /// <summary>Takes a lock, waiting for its holder. Take several keys in one fixed order.</summary>
    /// <param name="key">A name for the thing.</param>
    /// <param name="cancellationToken">The call's token: the wait ends with the deadline.</param>
    ValueTask AcquireAsync(string key, CancellationToken cancellationToken);
}
