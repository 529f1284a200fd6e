using CsiHost.S3Engine.Fuse;
using CsiHost.S3Engine.Native;

namespace CsiHost.S3Engine.Files;

/// <summary>Finds what a name leads to: from memory where the lifetimes allow it, else by asking for the object and for anything below it at once.</summary>
internal sealed class Lookups(MountContext mount, NodeTable nodes)
{
    private readonly MissCache _misses = new(mount.Options.EffectiveNegativeTtl, mount.Time);

    /// <summary>Null: there is nothing of this name. The kernel's count is raised for LOOKUP.</summary>
    public async ValueTask<Node?> FindAsync(Node parent, string name, LookupUse use, CancellationToken cancellation)
    {
        EntryName.Require(name);
        if (!parent.IsDirectory)
            throw new FuseException(Errno.NotDirectory);
        if (Remembered(parent, name, use) is var (decided, node) && decided)
        {
            if (node is not null && use == LookupUse.Lookup)
                nodes.CountLookup(node);
            return node;
        }
        var remote = await AskAsync(mount.KeyOf(parent, name), cancellation);
        var found = nodes.Apply(parent, name, remote, count: use == LookupUse.Lookup, reusable: use == LookupUse.Lookup);
        if (found is null)
            _misses.Add(parent.Id, name);
        return found;
    }

    public async ValueTask<Node> RequireAsync(Node parent, string name, LookupUse use, CancellationToken cancellation) =>
        await FindAsync(parent, name, use, cancellation) ?? throw new FuseException(Errno.NotFound);

    /// <summary>Asks again about a node that is known; another version under its name makes it stale.</summary>
    public async ValueTask RevalidateAsync(Node node, LookupUse use, CancellationToken cancellation)
    {
        if (node.Parent is null || !node.IsRemote)
            return;
        var current = await RequireAsync(node.Parent, node.Name, use, cancellation);
        if (!ReferenceEquals(current, node))
            throw new FuseException(Errno.Stale);
    }

    /// <summary>The name exists now.</summary>
    public void Created(Node node) => _misses.Remove(node.Parent!.Id, node.Name);

    public bool IsFresh(Node node) =>
        node.Parent is null || !node.IsRemote || (mount.Options.EffectiveTtl.Span is { } span && mount.Time.GetElapsedTime(node.CheckedAt) < span);

    private (bool Decided, Node? Node) Remembered(Node parent, string name, LookupUse use)
    {
        if (use == LookupUse.Fresh)
            return default;
        if (_misses.Contains(parent.Id, name) && nodes.Child(parent, name) is null)
            return (true, null);
        var known = nodes.Child(parent, name);
        if (known is { IsRemote: true } && mount.Options.EffectiveTtl.IsCached && IsFresh(known))
            return (true, known);
        if (use != LookupUse.Operation)
            return default;
        if (known is { MayReuseCheck: true } && mount.Time.GetElapsedTime(known.CheckedAt) < MissCache.Once)
        {
            known.MayReuseCheck = false;
            return (true, known);
        }
        return known is null && _misses.TakeRecent(parent.Id, name) ? (true, null) : default;
    }

    /// <summary>A directory shows at once by anything below the name; the object itself counts only when there is none.</summary>
    private async Task<Remote?> AskAsync(string key, CancellationToken cancellation)
    {
        var head = mount.Client.HeadAsync(key, cancellation);
        try
        {
            var page = await mount.Client.ListAsync(key + "/", "/", 1, null, cancellation);
            if (page.Entries.Exists(entry => entry.Key.StartsWith(key + "/", StringComparison.Ordinal)))
                return Remote.Directory;
            return await head is { } info ? new Remote(false, info) : null;
        }
        finally
        {
            // When the listing decided or failed, the other answer is of no interest; cancelling it would cost the connection.
            _ = head.ContinueWith(static done => _ = done.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
        }
    }
}
