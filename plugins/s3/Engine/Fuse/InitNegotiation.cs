namespace CsiHost.S3Engine.Fuse;

/// <summary>What INIT answers to what a kernel offers.</summary>
internal static class InitNegotiation
{
    public const uint Major = 7;
    private const uint OurMinor = 45;
    private const uint OldestMinor = 23; // the first with the 64-byte answer; every kernel since 3.15 is newer

    private const InitFlags Wanted = InitFlags.AsyncRead | InitFlags.BigWrites | InitFlags.MaxPages | InitFlags.ReadDirectoryPlus
        | InitFlags.ReadDirectoryPlusAuto | InitFlags.ParallelDirectoryOperations | InitFlags.AsyncDirect | InitFlags.AbortError
        | InitFlags.AtomicTruncate | InitFlags.DirectMap | InitFlags.HasResend;

    /// <summary>Null: the kernel's protocol is too old.</summary>
    public static InitReply? Answer(in InitRequest kernel, FuseLimits limits)
    {
        if (kernel.Major < Major || (kernel.Major == Major && kernel.Minor < OldestMinor))
            return null;
        var offered = (InitFlags)kernel.Flags;
        if (offered.HasFlag(InitFlags.Extended))
            offered |= (InitFlags)((ulong)kernel.Flags2 << 32);
        var agreed = offered & (Wanted | InitFlags.Extended);
        return new InitReply
        {
            Major = Major,
            Minor = Math.Min(kernel.Minor, OurMinor),
            MaxReadahead = Math.Max(kernel.MaxReadahead, FuseSession.MaxWrite),
            Flags = (uint)agreed,
            Flags2 = (uint)((ulong)agreed >> 32),
            MaxBackground = limits.MaxBackground,
            CongestionThreshold = limits.CongestionThreshold,
            MaxWrite = FuseSession.MaxWrite,
            MaxPages = FuseSession.MaxWrite / 4096,
            TimeGranularity = 1,
        };
    }
}
