using CsiHost.S3Engine.S3;
using CsiHost.S3Engine.Writing;

namespace CsiHost.S3Engine.Files;

/// <summary>
/// One inode: a version of an object (another ETag is another inode), or a directory. Mutable fields change under the table's lock, except those of open
/// files, which change under the writer's.
/// </summary>
internal sealed class Node(ulong id, Node? parent, string name, bool isDirectory)
{
    public ulong Id => id;
    public Node? Parent { get; set; } = parent;
    public string Name { get; set; } = name;
    public bool IsDirectory => isDirectory;
    public NodeState State { get; set; }
    public string ETag { get; set; } = "";
    public long Size { get; set; }

    /// <summary>Modification time in ticks since year 1.</summary>
    public long Modified { get; set; }
    public long Accessed { get; set; }
    public bool IsReadable { get; set; } = true;

    /// <summary>How often the kernel was told of it; it forgets in the same coin.</summary>
    public long Lookups { get; set; }

    /// <summary>It came from a former process's journal: the kernel holds lookups that we did not count.</summary>
    public bool IsRestored { get; set; }

    /// <summary>When the bucket was last asked about it.</summary>
    public long CheckedAt { get; set; }

    /// <summary>The lookup just made may serve the open that the same system call makes next, once.</summary>
    public bool MayReuseCheck { get; set; }

    public int Readers { get; set; }

    /// <summary>What the kernel has of its content is right: it was not written through this mount since.</summary>
    public bool MayKeepPages { get; set; } = true;
    public FileWriter? Writer { get; set; }

    public bool IsRemote => State is NodeState.Remote or NodeState.Renaming;

    /// <summary>The object's key; for a directory, the prefix of its children (with the closing slash).</summary>
    public string KeyBelow(string prefix)
    {
        var names = new Stack<string>();
        for (var node = this; node.Parent is not null; node = node.Parent)
            names.Push(node.Name);
        var key = prefix + string.Join('/', names);
        return IsDirectory && Parent is not null ? key + "/" : key;
    }

    /// <summary>The directory itself, or anything below it.</summary>
    public bool IsWithin(Node directory)
    {
        var node = this;
        while (node is not null && !ReferenceEquals(node, directory))
            node = node.Parent;
        return node is not null;
    }

    /// <summary>Takes over what the bucket says; false when it is another version and so another inode.</summary>
    public bool Refresh(ObjectInfo? info, DateTimeOffset now)
    {
        if (IsDirectory)
            return info is null;
        if (info is null || info.ETag != ETag)
            return false;
        (Size, Modified, Accessed) = (info.Size, info.Modified.UtcTicks, info.Modified.UtcTicks);
        IsReadable = info.IsReadable(now);
        return true;
    }
}
