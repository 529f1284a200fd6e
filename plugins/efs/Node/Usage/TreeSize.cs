using CsiHost.Plugins.Efs.Native;

namespace CsiHost.Plugins.Efs.Node.Usage;

/// <inheritdoc cref="ITreeSize"/>
internal sealed class TreeSize : ITreeSize
{
    private const long BlockBytes = 512;

    public long Measure(string root, CancellationToken cancellationToken)
    {
        if (FileFacts.Read(root) is not { } top)
            throw new DirectoryNotFoundException($"{root} does not exist");
        var total = top.Blocks * BlockBytes;
        var linked = new HashSet<ulong>();
        var directories = new Stack<string>([root]);
        while (directories.TryPop(out var directory))
        {
            foreach (var path in Enumerate(directory))
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (FileFacts.Read(path) is not { } facts || facts.Device != top.Device)
                    continue;
                if (facts.IsDirectory)
                    directories.Push(path);
                else if (facts.Links > 1 && !linked.Add(facts.Inode))
                    continue;
                total += facts.Blocks * BlockBytes;
            }
        }

        return total;
    }

    /// <summary>Files come and go while it walks.</summary>
    private static IEnumerable<string> Enumerate(string directory)
    {
        IEnumerator<string> names;
        try
        {
            names = Directory.EnumerateFileSystemEntries(directory, "*", new EnumerationOptions { AttributesToSkip = 0, IgnoreInaccessible = false }).GetEnumerator();
        }
        catch (DirectoryNotFoundException)
        {
            yield break;
        }

        using (names)
        {
            while (Next(names))
                yield return names.Current;
        }
    }

    private static bool Next(IEnumerator<string> names)
    {
        try
        {
            return names.MoveNext();
        }
        catch (DirectoryNotFoundException)
        {
            return false;
        }
    }
}
