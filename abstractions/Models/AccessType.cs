namespace CsiHost.Abstractions.Models;

/// <summary>How a volume is presented.</summary>
public enum AccessType
{
    /// <summary>A mounted file system; the target is a directory.</summary>
    Mount = 0,

    /// <summary>A raw block device; the target is a file.</summary>
    Block = 1,
}
