using System.Net;
using CsiHost.S3Engine.Fuse;
using CsiHost.S3Engine.Native;

namespace CsiHost.S3Engine.S3;

/// <summary>What a program is told about the service's refusals. Where the operation gives a refusal a meaning of its own, the caller maps it before.</summary>
internal static class ErrnoMap
{
    public static Errno Of(Exception failure) => failure switch
    {
        FuseException fuse => fuse.Error,
        OperationCanceledException => Errno.Interrupted,
        S3Exception { Status: HttpStatusCode.PreconditionFailed } => Errno.Stale,
        S3Exception { Code: "InvalidObjectState" } => Errno.Access,
        _ => Errno.Io,
    };
}
