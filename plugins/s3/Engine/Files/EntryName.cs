using System.Text;
using CsiHost.S3Engine.Fuse;
using CsiHost.S3Engine.Native;

namespace CsiHost.S3Engine.Files;

/// <summary>Which parts of a key can be names.</summary>
internal static class EntryName
{
    public const int MostBytes = 255;

    public static bool IsValid(string name) =>
        name.Length > 0 && name is not ("." or "..") && !name.Contains('/', StringComparison.Ordinal) && !name.Contains('\0', StringComparison.Ordinal);

    /// <summary>The kernel fails a whole listing over one name that is too long.</summary>
    public static bool CanBeListed(string name) => IsValid(name) && (name.Length <= MostBytes / 3 || Encoding.UTF8.GetByteCount(name) <= MostBytes);

    public static void Require(string name)
    {
        if (!IsValid(name))
            throw new FuseException(Errno.Invalid);
        if (!CanBeListed(name))
            throw new FuseException(Errno.NameTooLong);
    }
}
