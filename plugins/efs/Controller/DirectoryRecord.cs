namespace CsiHost.Plugins.Efs.Controller;

/// <summary>What the file system itself remembers of a volume that is a directory.</summary>
/// <param name="Name">The volume's name.</param>
/// <param name="Path">Its directory.</param>
internal sealed record DirectoryRecord(string Name, string Path);
