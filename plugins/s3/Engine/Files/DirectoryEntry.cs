using CsiHost.S3Engine.S3;

namespace CsiHost.S3Engine.Files;

/// <summary>One name of a listing.</summary>
internal sealed class DirectoryEntry(string name, ObjectInfo? info, Node? local = null)
{
    public string Name => name;

    /// <summary>Null for directories and local entries.</summary>
    public ObjectInfo? Object { get; private set; } = info;
    public Node? Local => local;
    public bool IsDirectory => local?.IsDirectory ?? Object is null;

    /// <summary>No later line of the listing can turn this file into a directory.</summary>
    public bool IsSettled { get; set; } = info is null;

    /// <summary>There are keys below the name: the directory hides the file.</summary>
    public void BecomeDirectory() => (Object, IsSettled) = (null, true);
}
