using CsiHost.S3Engine.Hosting;
using CsiHost.S3Engine.S3;

namespace CsiHost.S3Engine.Files;

/// <summary>All names of a directory: the bucket's, page after page with the next one asked for ahead, merged with those that exist only here.</summary>
internal sealed class Listing(MountContext mount, NodeTable nodes, Node directory)
{
    private const int PageKeys = 1000;
    private readonly string _prefix = mount.KeyOf(directory);
    private readonly ListingOrder _order = new(mount.KeyOf(directory), mount.Kind != BucketKind.Directory, mount.Log);
    private readonly List<Node> _locals = Sorted(nodes.LocalsOf(directory));
    private readonly HashSet<string> _localsShown = [];
    private DirectoryEntry? _remote;
    private Task<ListPage>? _next;
    private bool _started;
    private int _local;

    /// <summary>Null: there are no more.</summary>
    public async ValueTask<DirectoryEntry?> NextAsync()
    {
        _remote ??= await NextRemoteAsync();
        while (_local < _locals.Count && (_remote is null || KeyOrder.Compare(_locals[_local].Name, _remote.Name) <= 0))
        {
            var local = _locals[_local++];
            if (_remote is { IsDirectory: true } && _remote.Name == local.Name)
                continue;
            if (_remote?.Name == local.Name)
                _remote = null;
            _localsShown.Add(local.Name);
            return new DirectoryEntry(local.Name, null, local);
        }
        var entry = _remote;
        _remote = null;
        return entry;
    }

    private async ValueTask<DirectoryEntry?> NextRemoteAsync()
    {
        while (true)
        {
            while (_order.TryTake(out var entry))
            {
                if (!_localsShown.Contains(entry.Name))
                    return entry;
            }
            if (_started && _next is null)
                return null;
            _started = true;
            var page = await (_next ?? AskAsync(null));
            _next = page.IsTruncated && page.NextToken is { } token ? AskAsync(token) : null;
            _order.Add(page);
        }
    }

    private Task<ListPage> AskAsync(string? token) => mount.Client.ListAsync(_prefix, "/", PageKeys, token, CancellationToken.None);

    private static List<Node> Sorted(List<Node> locals)
    {
        locals.Sort(static (a, b) => KeyOrder.Compare(a.Name, b.Name));
        return locals;
    }
}
