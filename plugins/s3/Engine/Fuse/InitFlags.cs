namespace CsiHost.S3Engine.Fuse;

/// <summary>What kernel and file system agree on in INIT; bits 32 and up travel in a second word.</summary>
[Flags]
internal enum InitFlags : ulong
{
    None = 0,
    AsyncRead = 1 << 0,
    AtomicTruncate = 1 << 3,
    BigWrites = 1 << 5,
    ReadDirectoryPlus = 1 << 13,
    ReadDirectoryPlusAuto = 1 << 14,
    AsyncDirect = 1 << 15,
    ParallelDirectoryOperations = 1 << 18,
    AbortError = 1 << 21,
    MaxPages = 1 << 22,
    Extended = 1 << 30,
    DirectMap = 1UL << 36,
    HasResend = 1UL << 39,
}
