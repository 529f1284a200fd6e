using System.Runtime.InteropServices;

namespace CsiHost.Plugins.FipsCrypto.Native;

/// <summary>
/// The C library's view of the environment, which is what OpenSSL and the loader obeyed. .NET's is a copy of its own and proves nothing
/// about them.
/// </summary>
internal static partial class LibC
{
    [LibraryImport("libc", EntryPoint = "getenv", StringMarshalling = StringMarshalling.Utf8)]
    internal static partial nint GetEnvironment(string name);
}
