using System.Runtime.InteropServices;

namespace CsiHost.Native;

/// <summary>A system call that failed: which, on what, and why.</summary>
internal sealed class NativeException(string operation, string path, int errno)
    : Exception($"{operation} {path}: {Marshal.GetPInvokeErrorMessage(errno)} ({Native.Errno.Name(errno)})")
{
    /// <summary>The call, for example <c>mount</c>.</summary>
    public string Operation { get; } = operation;

    /// <summary>What it was called on.</summary>
    public string Path { get; } = path;

    /// <summary>The error number.</summary>
    public int Errno { get; } = errno;

    /// <summary>The failure of the call that was made last on this thread.</summary>
    public static NativeException Last(string operation, string path) => new(operation, path, Marshal.GetLastPInvokeError());
}
