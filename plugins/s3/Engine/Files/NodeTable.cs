using CsiHost.S3Engine.Fuse;
using CsiHost.S3Engine.Native;

namespace CsiHost.S3Engine.Files;

/// <summary>
/// The inodes that the kernel knows or that exist only here. A name leads to the newest inode; older ones stay reachable by number until the kernel
/// forgets them. Precedence under one name: remote directory, then local entry, then remote file.
/// </summary>
internal sealed class NodeTable(TimeProvider time)
{
    public const ulong RootId = 1;
    private readonly Lock _gate = new();
    private readonly Dictionary<ulong, Node> _byId = [];
    private readonly Dictionary<(ulong Parent, string Name), Node> _byName = [];
    private readonly Dictionary<ulong, List<Node>> _locals = [];
    private ulong _lastId = RootId;

    public Node Root { get; } = new(RootId, null, "", true) { Lookups = 1, Modified = time.GetUtcNow().UtcTicks, Accessed = time.GetUtcNow().UtcTicks };

    /// <summary>Time of the mount, which directories show.</summary>
    public long Started => Root.Modified;

    /// <summary>Hears of every inode that the kernel comes to know and of every one that is dropped.</summary>
    public INodeJournal? Journal { get; set; }

    public int Count
    {
        get
        {
            lock (_gate)
                return _byId.Count + 1;
        }
    }

    public Node Get(ulong id)
    {
        if (id == RootId)
            return Root;
        lock (_gate)
            return _byId.TryGetValue(id, out var node) ? node : throw new FuseException(Errno.NotFound);
    }

    public Node? Child(Node parent, string name)
    {
        lock (_gate)
            return _byName.GetValueOrDefault((parent.Id, name));
    }

    /// <summary>
    /// Brings the table up to what the bucket says about a name and gives the node that the name leads to now; null when there is none.
    /// <paramref name="count"/>: the kernel will hold it.
    /// </summary>
    public Node? Apply(Node parent, string name, Remote? remote, bool count, bool reusable = false)
    {
        lock (_gate)
        {
            var known = _byName.GetValueOrDefault((parent.Id, name));
            var node = Choose(parent, name, known, remote);
            if (node is null)
                return null;
            node.CheckedAt = time.GetTimestamp();
            node.MayReuseCheck = reusable;
            if (count)
                Hold(node);
            return node;
        }
    }

    /// <summary>The kernel was told of the node once more.</summary>
    public void CountLookup(Node node)
    {
        lock (_gate)
            Hold(node);
    }

    public Node AddLocal(Node parent, string name, bool isDirectory, NodeState state)
    {
        lock (_gate)
        {
            if (_byName.TryGetValue((parent.Id, name), out var known) && !known.IsRemote)
                throw new FuseException(Errno.Exists);
            // A local directory that was removed may still be some program's working directory.
            if (parent is { IsRemote: false, Parent: { } above } && !ReferenceEquals(_byName.GetValueOrDefault((above.Id, parent.Name)), parent))
                throw new FuseException(Errno.NotFound);
            var now = time.GetUtcNow().UtcTicks;
            var node = Add(new Node(++_lastId, parent, name, isDirectory) { State = state, Modified = now, Accessed = now, CheckedAt = time.GetTimestamp() });
            List(node);
            return node;
        }
    }

    /// <summary>Entries of a directory that exist only here.</summary>
    public List<Node> LocalsOf(Node directory)
    {
        lock (_gate)
            return _locals.TryGetValue(directory.Id, out var locals) ? [.. locals] : [];
    }

    /// <summary>Removes an empty local directory; checked and done in one step, so that no child can appear between.</summary>
    public void RemoveLocalDirectory(Node directory)
    {
        lock (_gate)
        {
            if (_locals.ContainsKey(directory.Id))
                throw new FuseException(Errno.NotEmpty);
            Unlist(directory);
            Unname(directory);
        }
    }

    /// <summary>The name leads nowhere any more; who holds the number keeps it.</summary>
    public void Remove(Node node)
    {
        lock (_gate)
        {
            Unlist(node);
            Unname(node);
        }
    }

    /// <summary>The file is in the bucket now, and so are the directories above it.</summary>
    public void BecomeRemote(Node node, string etag, long size)
    {
        lock (_gate)
        {
            (node.ETag, node.Size, node.Modified) = (etag, size, time.GetUtcNow().UtcTicks);
            node.Accessed = node.Modified;
            node.CheckedAt = time.GetTimestamp();
            for (var above = node; above.Parent is not null && above.State is not NodeState.Remote; above = above.Parent)
            {
                above.State = NodeState.Remote;
                Unlist(above);
                Journal?.Known(above);
            }
        }
    }

    /// <summary>The replaced object came back, because the upload that was to replace it failed.</summary>
    public void BecomeStale(Node node)
    {
        lock (_gate)
        {
            Unlist(node);
            Unname(node);
            node.State = NodeState.Remote;
        }
    }

    public void Move(Node node, Node parent, string name)
    {
        lock (_gate)
        {
            Unname(node);
            if (_byName.TryGetValue((parent.Id, name), out var replaced))
                Unname(replaced);
            (node.Parent, node.Name, node.State) = (parent, name, NodeState.Remote);
            _byName[(parent.Id, name)] = node;
            Journal?.Known(node);
        }
    }

    public void Forget(ulong id, ulong lookups)
    {
        lock (_gate)
        {
            if (id == RootId || !_byId.TryGetValue(id, out var node))
                return;
            node.Lookups -= (long)lookups;
            var gone = node.IsRestored ? node.Lookups < 0 : node.Lookups <= 0;
            if (gone && node.IsRemote && node.Writer is null)
                Drop(node);
        }
    }

    /// <summary>A file's upload ended; if the kernel forgot it meanwhile, so do we.</summary>
    public void WriterGone(Node node)
    {
        lock (_gate)
        {
            node.Writer = null;
            if (node.Lookups <= 0 && !node.IsRestored && node.IsRemote)
                Drop(node);
        }
    }

    /// <summary>Puts back what a former process told the kernel.</summary>
    public void Restore(Node node)
    {
        lock (_gate)
        {
            node.IsRestored = true;
            Add(node);
            if (!node.IsRemote)
                List(node);
        }
    }

    /// <summary>Numbers up to this one were given out before.</summary>
    public void StartAfter(ulong id)
    {
        lock (_gate)
            _lastId = Math.Max(_lastId, id);
    }

    /// <summary>All nodes that the kernel may know, while nothing changes.</summary>
    public void WithAll(Action<IEnumerable<Node>> use)
    {
        lock (_gate)
            use(_byId.Values.Where(node => node.Lookups > 0 || node.IsRestored));
    }

    /// <summary>The kernel starts anew on this device: whatever was restored is void.</summary>
    public void Clear()
    {
        lock (_gate)
        {
            _byId.Clear();
            _byName.Clear();
            _locals.Clear();
        }
    }

    private Node? Choose(Node parent, string name, Node? known, Remote? remote)
    {
        // A local entry hides a remote file until its upload ends; a remote directory hides the local entry.
        if (known is { IsRemote: false } && remote is not { IsDirectory: true })
            return known;
        if (remote is null)
        {
            if (known is null || StaysForLocals(known))
                return known;
            Unname(known);
            return null;
        }
        if (known is not null && known.IsDirectory && remote.IsDirectory)
        {
            known.State = NodeState.Remote;
            Unlist(known);
            return known;
        }
        var now = time.GetUtcNow();
        if (known is not null && known.IsDirectory == remote.IsDirectory && known.Refresh(remote.Object, now))
            return known;
        var node = new Node(++_lastId, parent, name, remote.IsDirectory);
        if (remote.Object is { } info)
        {
            node.ETag = info.ETag;
            node.Refresh(info, now);
        }
        else
        {
            node.Modified = node.Accessed = Started;
        }
        return Add(node);
    }

    /// <summary>A directory whose last object is gone stays, here only, while something that exists only here is below it.</summary>
    private bool StaysForLocals(Node directory)
    {
        var holders = _locals.Values.Select(siblings => siblings[0].Parent!).Where(holder => holder.IsWithin(directory)).ToList();
        foreach (var holder in holders)
        {
            for (var node = holder; node.IsRemote; node = node.Parent!)
            {
                node.State = NodeState.Local;
                List(node);
                Journal?.Known(node);
                if (ReferenceEquals(node, directory))
                    break;
            }
        }
        return holders.Count > 0;
    }

    private Node Add(Node node)
    {
        _byId[node.Id] = node;
        _byName[(node.Parent!.Id, node.Name)] = node;
        return node;
    }

    private void Hold(Node node)
    {
        if (node.Lookups++ == 0)
            Journal?.Known(node);
    }

    private void Drop(Node node)
    {
        _byId.Remove(node.Id);
        Unname(node);
        Journal?.Dropped(node);
    }

    private void Unname(Node node)
    {
        var key = (node.Parent!.Id, node.Name);
        if (_byName.TryGetValue(key, out var named) && ReferenceEquals(named, node))
            _byName.Remove(key);
        if (node.Lookups <= 0 && !node.IsRestored && node.Writer is null)
            _byId.Remove(node.Id);
    }

    private void List(Node node)
    {
        if (!_locals.TryGetValue(node.Parent!.Id, out var siblings))
            _locals[node.Parent.Id] = siblings = [];
        siblings.Add(node);
    }

    private void Unlist(Node node)
    {
        if (node.Parent is null || !_locals.TryGetValue(node.Parent.Id, out var siblings))
            return;
        siblings.Remove(node);
        if (siblings.Count == 0)
            _locals.Remove(node.Parent.Id);
    }
}
