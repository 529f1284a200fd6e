using System.Globalization;

namespace CsiHost.S3Engine.Native;

/// <summary>What a child process gets of our descriptors.</summary>
internal static class Descriptors
{
    private const int SetDescriptorFlags = 2; // F_SETFD
    private const int ReadWrite = Libc.ReadWrite;
    private const string Folder = "/proc/self/fd";

    /// <summary>Lets children have it.</summary>
    public static void Inherit(int descriptor) => _ = Libc.Control(descriptor, SetDescriptorFlags, 0);

    /// <summary>Keeps it from children.</summary>
    public static void Keep(int descriptor) => _ = Libc.Control(descriptor, SetDescriptorFlags, 1);

    /// <summary>
    /// A service in the background has no terminal: its three standard streams lead nowhere. Nor do the copies of them that the runtime's console keeps;
    /// with those, whoever reads the output of the command that started us would wait for our end.
    /// </summary>
    public static void CloseStandard()
    {
        var standard = Enumerable.Range(0, 3).Select(Target).ToList();
        var nowhere = Libc.Open("/dev/null", ReadWrite, 0);
        foreach (var descriptor in Directory.EnumerateFiles(Folder).Select(path => int.Parse(Path.GetFileName(path), CultureInfo.InvariantCulture)).ToList())
        {
            if (descriptor < 3 || (Target(descriptor) is { } target && standard.Contains(target)))
                _ = Libc.Duplicate(nowhere, descriptor);
        }
        if (nowhere > 2)
            _ = Libc.Close(nowhere);
    }

    private static string? Target(int descriptor)
    {
        try
        {
            return new FileInfo($"{Folder}/{descriptor}").LinkTarget;
        }
        catch (IOException)
        {
            // It was closed, like the one that listed them.
            return null;
        }
    }
}
