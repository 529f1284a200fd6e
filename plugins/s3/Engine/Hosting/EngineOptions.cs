namespace CsiHost.S3Engine.Hosting;

/// <summary>The command line and the environment, validated: what one mount is.</summary>
internal sealed record EngineOptions
{
    public const long MiB = 1024 * 1024;

    public required string Bucket { get; init; }
    public required string MountPoint { get; init; }
    public string Prefix { get; init; } = "";
    public string? Region { get; init; }
    public Uri? Endpoint { get; init; }
    public bool PathStyle { get; init; }
    public bool Accelerate { get; init; }
    public bool DualStack { get; init; }
    public bool Fips { get; init; }
    public bool RequesterPays { get; init; }
    public BucketKind? Kind { get; init; }
    public string? StorageClass { get; init; }
    public string? ExpectedOwner { get; init; }
    public string? Sse { get; init; }
    public string? SseKey { get; init; }
    public UploadChecksum? UploadChecksum { get; init; }
    public bool InferContentType { get; init; }
    public bool Anonymous { get; init; }
    public string? Profile { get; init; }
    public bool ReadOnly { get; init; }
    public bool AllowDelete { get; init; }
    public bool AllowOverwrite { get; init; }
    public bool Incremental { get; init; }
    public bool AutoUnmount { get; init; }
    public bool AllowRoot { get; init; }
    public bool AllowOther { get; init; }
    public uint? User { get; init; }
    public uint? Group { get; init; }
    public uint DirectoryMode { get; init; } = 0x1ED; // 0755
    public uint FileMode { get; init; } = 0x1A4; // 0644
    public int ThroughputGbps { get; init; } = 10;
    public int MaxThreads { get; init; } = 16;
    public long? MemoryTargetMiB { get; init; }
    public long ReadPart { get; init; } = 8 * MiB;
    public long WritePart { get; init; } = 8 * MiB;
    public string? CaBundle { get; init; }
    public IReadOnlyList<string> Interfaces { get; init; } = [];
    public string? LogDirectory { get; init; }
    public bool LogMetrics { get; init; }
    public bool Debug { get; init; }
    public bool DebugTransport { get; init; }
    public bool NoLog { get; init; }
    public string? CacheDirectory { get; init; }
    public CacheLifetime? MetadataTtl { get; init; }

    /// <summary>A lifetime of zero was asked for, which is what <c>minimal</c> is.</summary>
    public bool ZeroTtl { get; init; }

    public CacheLifetime? NegativeTtl { get; init; }
    public long? MaxCacheMiB { get; init; }
    public string? UserAgentPrefix { get; init; }
    public bool Foreground { get; init; }
    public bool FromFstab { get; init; }

    /// <summary>With a cache, sixty seconds; without, only what belongs to one system call.</summary>
    public CacheLifetime EffectiveTtl => MetadataTtl ?? (CacheDirectory is null ? CacheLifetime.Minimal : new CacheLifetime(TimeSpan.FromSeconds(60)));

    public CacheLifetime EffectiveNegativeTtl => NegativeTtl ?? EffectiveTtl;
}
