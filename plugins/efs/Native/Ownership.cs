using System.Runtime.InteropServices;

namespace CsiHost.Plugins.Efs.Native;

/// <summary>Owners of files, which the base library does not set.</summary>
internal static partial class Ownership
{
    /// <exception cref="IOException">It could not be set.</exception>
    public static void Set(string path, long uid, long gid)
    {
        if (LChown(path, checked((uint)uid), checked((uint)gid)) != 0)
            throw new IOException($"the owner of {path} cannot be set: {Marshal.GetPInvokeErrorMessage(Marshal.GetLastPInvokeError())}");
    }

    [LibraryImport("libc", EntryPoint = "lchown", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int LChown(string path, uint uid, uint gid);
}
