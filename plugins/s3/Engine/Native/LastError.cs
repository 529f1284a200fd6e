using System.Runtime.InteropServices;

namespace CsiHost.S3Engine.Native;

/// <summary>The error of the system call that this thread made last.</summary>
internal static class LastError
{
    public static Errno Number => (Errno)Marshal.GetLastPInvokeError();

    public static IOException As(string what)
    {
        var error = Marshal.GetLastPInvokeError();
        return new IOException($"{what}: {Marshal.GetPInvokeErrorMessage(error)}", error);
    }
}
