namespace CsiHost.S3Engine.Fuse;

/// <summary>What an answer to OPEN tells the kernel (FOPEN_*).</summary>
[Flags]
internal enum OpenReplyFlags : uint
{
    None = 0,
    DirectIo = 1 << 0,
    KeepCache = 1 << 1,
}
