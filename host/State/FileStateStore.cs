using CsiHost.Abstractions.Errors;
using CsiHost.Abstractions.Ports;

namespace CsiHost.State;

/// <summary>One plugin's documents, a file each in a folder of its own.</summary>
internal sealed class FileStateStore : IStateStore
{
    private const int MaxBytes = 1024 * 1024;
    private const int MaxNameLength = 200;
    private readonly string _directory;

    /// <summary>Opens the folder, making it when it is missing.</summary>
    public FileStateStore(string directory)
    {
        AtomicFile.PrepareFolder(directory);
        _directory = directory;
    }

    public ValueTask<byte[]?> ReadAsync(string name, CancellationToken cancellationToken)
    {
        var path = Path.Combine(_directory, Check(name));
        return OffThread(() => File.Exists(path) ? ReadIfThere(path) : null, cancellationToken);
    }

    public async ValueTask WriteAsync(string name, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        Check(name);
        if (content.Length > MaxBytes)
            throw CsiErrors.InvalidArgument("content", $"of document '{name}' is longer than {MaxBytes} bytes");
        try
        {
            await Task.Run(() => AtomicFile.Write(_directory, name, content.Span, cancellationToken), cancellationToken);
        }
        catch (IOException exception) when (AtomicFile.IsFull(exception))
        {
            throw CsiErrors.ResourceExhausted($"the state folder is full; document '{name}' keeps its old content", exception);
        }
    }

    public async ValueTask DeleteAsync(string name, CancellationToken cancellationToken)
    {
        Check(name);
        await Task.Run(() => AtomicFile.Delete(_directory, name), cancellationToken);
    }

    public ValueTask<IReadOnlyList<string>> ListAsync(CancellationToken cancellationToken) => OffThread<IReadOnlyList<string>>(
        () => Directory.EnumerateFiles(_directory).Select(path => Path.GetFileName(path)!)
            .Where(IsDocument).Order(StringComparer.Ordinal).ToList(),
        cancellationToken);

    private static bool IsDocument(string name) =>
        IsName(name) && !name.EndsWith(AtomicFile.TemporarySuffix, StringComparison.Ordinal);

    private static bool IsName(string name) =>
        name.Length is > 0 and <= MaxNameLength && name[0] != '.'
        && name.All(character => char.IsAsciiLetterOrDigit(character) || character is '.' or '_' or '-');

    private static string Check(string name) => IsDocument(name)
        ? name
        : throw CsiErrors.InvalidArgument(
            "name",
            $"must be 1 to {MaxNameLength} letters, digits, '.', '_' or '-', not starting with '.' nor ending with '{AtomicFile.TemporarySuffix}'");

    private static byte[]? ReadIfThere(string path)
    {
        try
        {
            return File.ReadAllBytes(path);
        }
        catch (FileNotFoundException)
        {
            return null;
        }
    }

    private static async ValueTask<T> OffThread<T>(Func<T> call, CancellationToken cancellationToken) =>
        await Task.Run(call, cancellationToken);
}
