using CsiHost.S3Engine.Logging;
using CsiHost.S3Engine.S3;

namespace CsiHost.S3Engine.Files;

/// <summary>
/// Turns the service's lines into names, each once. Keys come in the order of their bytes, so a file <c>a</c> may be followed by <c>a-b</c> before the
/// prefix <c>a/</c> shows that <c>a</c> is a directory: a file is held back while that can still happen.
/// </summary>
internal sealed class ListingOrder(string prefix, bool ordered, EngineLog log)
{
    private const int MostHeld = 10_000;
    private readonly Queue<DirectoryEntry> _arrived = new();
    private readonly Stack<DirectoryEntry> _unsettled = new();
    private readonly HashSet<string>? _seen = ordered ? null : [];
    private readonly HashSet<string> _warned = [];

    public void Add(ListPage page)
    {
        if (ordered)
            page.Sort();
        foreach (var line in page.Entries)
            Add(line);
        if (!page.IsTruncated || _arrived.Count > MostHeld)
            Settle();
    }

    public bool TryTake(out DirectoryEntry entry)
    {
        if (_arrived.TryPeek(out entry!) && entry.IsSettled)
            return _arrived.TryDequeue(out entry!);
        return false;
    }

    private void Add(ListedEntry line)
    {
        var name = line.Key[prefix.Length..];
        if (line.IsPrefix)
            name = name[..^1];
        if (!IsShown(line, name))
            return;
        if (_seen is not null)
        {
            if (_seen.Add(name))
                _arrived.Enqueue(new DirectoryEntry(name, line.Object) { IsSettled = true });
            return;
        }
        var order = line.IsPrefix ? name + "/" : name;
        while (_unsettled.TryPeek(out var held) && KeyOrder.Compare(order, held.Name + "/") > 0)
            _unsettled.Pop().IsSettled = true;
        if (line.IsPrefix && _unsettled.TryPeek(out var same) && same.Name == name)
        {
            _unsettled.Pop().BecomeDirectory();
            log.Warn("engine", $"{prefix}{name} is hidden by the directory of the same name");
            return;
        }
        var entry = new DirectoryEntry(name, line.Object);
        _arrived.Enqueue(entry);
        if (!entry.IsSettled)
            _unsettled.Push(entry);
    }

    private bool IsShown(ListedEntry line, string name)
    {
        if (name.Length == 0 && !line.IsPrefix)
        {
            // The directory's own marker.
            if (line.Object!.Size > 0 && prefix.Length > 0)
                log.Warn("engine", $"the directory marker {prefix} holds {line.Object.Size} bytes that cannot be read");
            return false;
        }
        if (EntryName.CanBeListed(name))
            return true;
        if (_warned.Add(name))
            log.Warn("engine", $"keys below '{line.Key}' are hidden: that is no file name");
        return false;
    }

    private void Settle()
    {
        while (_unsettled.TryPop(out var held))
            held.IsSettled = true;
    }
}
