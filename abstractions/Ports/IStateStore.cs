namespace CsiHost.Abstractions.Ports;

/// <summary>
/// Small named documents of one plugin that survive a crash: a write is either wholly there or not at all (temporary file, fsync, rename).
/// Names: 1 to 200 characters, letters, digits, <c>.</c>, <c>_</c> and <c>-</c>, not starting with a dot. Never store a secret.
/// </summary>
public interface IStateStore
{
    /// <summary>Reads a document; null when there is none.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="cancellationToken">Cancels.</param>
    ValueTask<byte[]?> ReadAsync(string name, CancellationToken cancellationToken);

    /// <summary>Writes a document.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="content">The bytes, at most 1 MiB.</param>
    /// <param name="cancellationToken">Cancels before the rename; the old document then stays.</param>
    /// <exception cref="Errors.CsiException">The disk is full (ResourceExhausted); the old document stays.</exception>
    ValueTask WriteAsync(string name, ReadOnlyMemory<byte> content, CancellationToken cancellationToken);

    /// <summary>Deletes a document; none is no error.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="cancellationToken">Cancels.</param>
    ValueTask DeleteAsync(string name, CancellationToken cancellationToken);

    /// <summary>The names of all documents, in ordinal order.</summary>
    /// <param name="cancellationToken">Cancels.</param>
    ValueTask<IReadOnlyList<string>> ListAsync(CancellationToken cancellationToken);
}
