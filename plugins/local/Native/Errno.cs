using System.Runtime.InteropServices;

namespace CsiHost.Plugins.Local.Native;

/// <summary>The error numbers we tell apart. A failed call becomes an <see cref="IOException"/> whose HResult is the number, as in .NET itself.</summary>
internal static class Errno
{
    public const int NotPermitted = 1;
    public const int NotFound = 2;
    public const int NoSuchDevice = 6;
    public const int Busy = 16;
    public const int Exists = 17;
    public const int CrossDevice = 18;
    public const int NotDirectory = 20;
    public const int IsDirectory = 21;
    public const int InvalidArgument = 22;
    public const int NotTerminal = 25;
    public const int NoSpace = 28;
    public const int TooManyLinks = 31;
    public const int NameTooLong = 36;
    public const int NotImplemented = 38;
    public const int NotEmpty = 39;
    public const int Loop = 40;
    public const int NoData = 61;
    public const int NotSupported = 95;
    public const int QuotaExceeded = 122;

    public static IOException Last(string what) => Create(what, Marshal.GetLastPInvokeError());

    public static IOException Create(string what, int error) => new($"cannot {what}: {Marshal.GetPInvokeErrorMessage(error)}", error);
}
