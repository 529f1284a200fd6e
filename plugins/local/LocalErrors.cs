using CsiHost.Abstractions.Errors;
using CsiHost.Plugins.Local.Native;

namespace CsiHost.Plugins.Local;

/// <summary>The edge where failures of the file system become errors of the contract. What is not named here stays an internal error.</summary>
internal static class LocalErrors
{
    public static bool IsFull(int error) => error is Errno.NoSpace or Errno.QuotaExceeded;

    /// <summary>For an exception filter: whether <see cref="Translate"/> has an answer.</summary>
    public static bool IsKnown(IOException exception) => IsFull(exception.HResult) || exception.HResult == Errno.Busy;

    public static CsiException Translate(IOException exception) => exception.HResult switch
    {
        Errno.NoSpace => CsiErrors.ResourceExhausted("the file system of the volumes is full", exception),
        Errno.QuotaExceeded => CsiErrors.ResourceExhausted("the quota of the volumes' file system is used up", exception),
        Errno.Busy => new CsiException(CsiErrorKind.FailedPrecondition, "something is mounted inside the volume; unmount it first", exception),
        _ => new CsiException(CsiErrorKind.Internal, exception.Message, exception),
    };

    public static CsiException TooDeep(int levels) =>
        CsiErrors.FailedPrecondition($"the source holds folders nested more than {levels} levels deep, which cannot be copied");

    public static CsiException NoVolume(string id) => CsiErrors.NotFound($"volume {id} does not exist");

    public static CsiException NoSnapshot(string id) => CsiErrors.NotFound($"snapshot {id} does not exist");

    /// <summary>The stored record does not belong to the name: a hash collision (none is known) or a changed file.</summary>
    public static CsiException Damaged(string what) =>
        new(CsiErrorKind.Internal, $"the record of {what} is damaged; restore it from a backup or remove its folder");
}
