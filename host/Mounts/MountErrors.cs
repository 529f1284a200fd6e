using CsiHost.Abstractions.Errors;
using CsiHost.Native;

namespace CsiHost.Mounts;

/// <summary>What a failed system call means to a caller.</summary>
internal static class MountErrors
{
    /// <summary>Gives the error of the contract.</summary>
    public static CsiException ToCsi(NativeException exception) => new(Kind(exception.Errno), exception.Message, exception);

    /// <summary>The errors of a file system whose server is gone.</summary>
    public static bool IsDead(int errno) => errno is Errno.ENOTCONN or Errno.ESTALE or Errno.EIO or Errno.EHOSTDOWN
        or Errno.ECONNABORTED or Errno.ESHUTDOWN or Errno.ETIMEDOUT;

    private static CsiErrorKind Kind(int errno) => errno switch
    {
        Errno.ENOENT => CsiErrorKind.NotFound,
        Errno.EACCES or Errno.EPERM => CsiErrorKind.PermissionDenied,
        Errno.EINVAL or Errno.ENAMETOOLONG => CsiErrorKind.InvalidArgument,
        Errno.ENOSPC or Errno.EDQUOT or Errno.EMFILE or Errno.ENFILE or Errno.ENOMEM => CsiErrorKind.ResourceExhausted,
        Errno.EBUSY or Errno.ENODEV or Errno.ENOTDIR or Errno.EISDIR or Errno.ELOOP or Errno.EEXIST or Errno.ENOTEMPTY or Errno.EROFS
            => CsiErrorKind.FailedPrecondition,
        Errno.EIO or Errno.ENETUNREACH or Errno.ECONNABORTED or Errno.ECONNRESET or Errno.ENOTCONN or Errno.ESHUTDOWN or Errno.ETIMEDOUT
            or Errno.ECONNREFUSED or Errno.EHOSTDOWN or Errno.EHOSTUNREACH or Errno.ESTALE => CsiErrorKind.Unavailable,
        _ => CsiErrorKind.Internal,
    };
}
