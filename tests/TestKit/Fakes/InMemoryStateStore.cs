using System.Collections.Concurrent;
using CsiHost.Abstractions.Ports;

namespace CsiHost.TestKit.Fakes;

/// <summary>Documents in memory, with the port's own rules for names and sizes.</summary>
public sealed class InMemoryStateStore : IStateStore
{
    private const int MaxBytes = 1024 * 1024;
    private readonly ConcurrentDictionary<string, byte[]> _documents = new(StringComparer.Ordinal);

    /// <summary>Called before each write with the document's name; throw from here to play a full disk.</summary>
    public Action<string> OnWrite { get; set; } = static _ => { };

    /// <inheritdoc/>
    public ValueTask<byte[]?> ReadAsync(string name, CancellationToken cancellationToken) =>
        ValueTask.FromResult(_documents.TryGetValue(Check(name), out var content) ? content.ToArray() : null);

    /// <inheritdoc/>
    public ValueTask WriteAsync(string name, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        ArgumentOutOfRangeException.ThrowIfGreaterThan(content.Length, MaxBytes);
        OnWrite(Check(name));
        _documents[name] = content.ToArray();
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public ValueTask DeleteAsync(string name, CancellationToken cancellationToken)
    {
        _documents.TryRemove(Check(name), out _);
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<string>> ListAsync(CancellationToken cancellationToken) =>
        ValueTask.FromResult<IReadOnlyList<string>>([.. _documents.Keys.Order(StringComparer.Ordinal)]);

    private static string Check(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        if (name.Length > 200 || name[0] == '.' || !name.All(character => char.IsAsciiLetterOrDigit(character) || character is '.' or '_' or '-'))
            throw new ArgumentException($"'{name}' is no name of a document", nameof(name));
        return name;
    }
}
