using System.Runtime.InteropServices;

namespace CsiHost.Plugins.Efs.Native;

/// <summary>The C library's calls that tunnels need, as they are.</summary>
internal static partial class Libc
{
    private const string Library = "libc";

    [LibraryImport(Library, EntryPoint = "setns", SetLastError = true)]
    public static partial int SetNamespace(int descriptor, int type);

    [LibraryImport(Library, EntryPoint = "kill", SetLastError = true)]
    public static partial int Kill(int processId, int signal);
}
