using System.Runtime.InteropServices;

namespace CsiHost.Plugins.S3.Mounter;

/// <summary>The mounter cannot go on. The message is for the pod's log and, where the node plugin waits for it, for <c>mount.err</c>.</summary>
internal sealed class MounterException(string message) : Exception(message)
{
    /// <summary>The failure of the last system call.</summary>
    public static MounterException LastError(string operation) => Of(operation, Marshal.GetLastPInvokeError());

    /// <summary>The failure of a system call by its error number.</summary>
    public static MounterException Of(string operation, int error) => new($"{operation}: {Marshal.GetPInvokeErrorMessage(error)}");
}
