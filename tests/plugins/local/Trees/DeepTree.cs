namespace CsiHost.Plugins.Local.Tests.Trees;

/// <summary>Makes folders inside of each other beyond what a path can name, as a workload can.</summary>
internal static class DeepTree
{
    private static readonly byte[] Name = Native.Folder.Name("d");

    public static void Make(string path, int levels)
    {
        var folder = Native.Folder.Open(path);
        for (var level = 0; level < levels; level++)
        {
            folder.MakeFolder(Name);
            var next = folder.OpenFolder(Name);
            folder.Dispose();
            folder = next;
        }

        folder.Dispose();
    }
}
