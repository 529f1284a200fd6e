using CsiHost.S3Engine.Fuse;
using CsiHost.S3Engine.Hosting;
using CsiHost.S3Engine.Native;

namespace CsiHost.S3Engine.Files;

/// <summary>
/// Which opens are allowed and what they are. A pure function. O_TRUNC is always negotiated to come with OPEN, so that an open which may not truncate fails
/// as a whole.
/// </summary>
internal static class OpenRules
{
    public static (OpenKind Kind, Errno Error) Decide(uint flags, bool isNew, EngineOptions options)
    {
        if ((flags & (OpenFlags.Sync | OpenFlags.DataSync)) != 0)
            return (default, Errno.Invalid);
        var access = flags & OpenFlags.AccessMask;
        var truncates = (flags & OpenFlags.Truncate) != 0;
        if (isNew)
            return access == 0 ? (default, Errno.NotPermitted) : (OpenKind.Write, Errno.None);
        if (truncates && (access == 0 || !options.AllowOverwrite))
            return (default, Errno.NotPermitted);
        if (access == 0)
            return (OpenKind.Read, Errno.None);
        if (truncates)
            return (OpenKind.Write, Errno.None);
        if (access == OpenFlags.WriteOnly)
            return options.Incremental ? (OpenKind.Append, Errno.None) : (default, Errno.NotPermitted);
        return options.Incremental && (flags & OpenFlags.Append) != 0 ? (OpenKind.Append, Errno.None) : (OpenKind.Read, Errno.None);
    }
}
