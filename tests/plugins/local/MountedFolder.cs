using CsiHost.TestKit.Fakes;

namespace CsiHost.Plugins.Local.Tests;

/// <summary>A small file system of its own (tmpfs), unmounted and removed at the end.</summary>
internal sealed class MountedFolder : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public MountedFolder(string options)
    {
        Directory.CreateDirectory(Path);
        SystemTools.Run("mount", "-t", "tmpfs", "-o", options, "tmpfs", Path);
    }

    public string Path => _folder["mount"];

    public void Dispose()
    {
        SystemTools.Run("umount", Path);
        _folder.Dispose();
    }
}
