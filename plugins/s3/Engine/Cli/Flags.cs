using CsiHost.S3Engine.Hosting;
using static CsiHost.S3Engine.Cli.FlagValues;

namespace CsiHost.S3Engine.Cli;

/// <summary>Every flag there is, in the order of the help.</summary>
internal static class Flags
{
    private const string Bucket = "Bucket";
    private const string Credentials = "Credentials";
    private const string Mount = "Mount";
    private const string Client = "Client";
    private const string Logging = "Logging";
    private const string Caching = "Caching";
    private const string Other = "Other";

    public static IReadOnlyList<Flag> All { get; } =
    [
        new("prefix", "PREFIX", Bucket, "Mount only the keys below this prefix, which ends in '/'", (o, v) => o with { Prefix = Prefix("prefix", v) }),
        new("region", "REGION", Bucket, "Region of the bucket [AWS_REGION, instance metadata, us-east-1]", (o, v) => o with { Region = v }),
        new("endpoint-url", "URL", Bucket, "Address of the service [AWS_ENDPOINT_URL]", (o, v) => o with { Endpoint = Url("endpoint-url", v) }),
        new("force-path-style", null, Bucket, "Put the bucket into the path, not into the host name", (o, _) => o with { PathStyle = true }),
        new("transfer-acceleration", null, Bucket, "Use the accelerated endpoint", (o, _) => o with { Accelerate = true }),
        new("dual-stack", null, Bucket, "Use the endpoint with IPv4 and IPv6", (o, _) => o with { DualStack = true }),
        new("use-fips-endpoint", null, Bucket, "Use the region's FIPS endpoint [AWS_USE_FIPS_ENDPOINT]", (o, _) => o with { Fips = true }),
        new("requester-pays", null, Bucket, "Agree to pay for requests", (o, _) => o with { RequesterPays = true }),
        new("bucket-type", "TYPE", Bucket, "general-purpose or directory [from the name]", (o, v) => o with
        {
            Kind = Choice("bucket-type", v, ("general-purpose", BucketKind.GeneralPurpose), ("directory", BucketKind.Directory)),
        }),
        new("storage-class", "CLASS", Bucket, "Storage class of new objects", (o, v) => o with { StorageClass = v }),
        new("expected-bucket-owner", "ACCOUNT", Bucket, "Refuse a bucket of another account", (o, v) => o with { ExpectedOwner = v }),
        new("sse", "TYPE", Bucket, "Encryption of new objects: aws:kms, aws:kms:dsse or AES256", (o, v) => o with
        {
            Sse = Choice("sse", v, ("aws:kms", "aws:kms"), ("aws:kms:dsse", "aws:kms:dsse"), ("AES256", "AES256")),
        }),
        new("sse-kms-key-id", "ARN", Bucket, "Key for --sse aws:kms and aws:kms:dsse", (o, v) => o with { SseKey = KmsKey("sse-kms-key-id", v) }) { Needs = "sse" },
        new("upload-checksums", "ALGORITHM", Bucket, "crc32c, crc64nvme or off [crc32c]", (o, v) => o with
        {
            UploadChecksum = Choice<UploadChecksum>("upload-checksums", v, ("crc32c", UploadChecksum.Crc32C), ("crc64nvme", UploadChecksum.Crc64Nvme), ("off", UploadChecksum.Off)),
        }),
        new("infer-content-type", null, Bucket, "Give new objects a content type by their extension", (o, _) => o with { InferContentType = true }),
        new("no-sign-request", null, Credentials, "Send anonymous requests", (o, _) => o with { Anonymous = true }),
        new("profile", "NAME", Credentials, "Take credentials from this profile only", (o, v) => o with { Profile = v }),
        new("read-only", null, Mount, "Mount read-only", (o, _) => o with { ReadOnly = true }),
        new("allow-delete", null, Mount, "Allow to delete files", (o, _) => o with { AllowDelete = true }),
        new("allow-overwrite", null, Mount, "Allow to replace files", (o, _) => o with { AllowOverwrite = true }),
        new("incremental-upload", null, Mount, "Allow to append to files (directory buckets)", (o, _) => o with { Incremental = true }),
        new("auto-unmount", null, Mount, "Unmount when the process ends", (o, _) => o with { AutoUnmount = true }),
        new("allow-root", null, Mount, "Let root use the mount too", (o, _) => o with { AllowRoot = true }),
        new("allow-other", null, Mount, "Let every user use the mount", (o, _) => o with { AllowOther = true }) { Conflicts = ["allow-root"] },
        new("uid", "UID", Mount, "Owner of files and directories [the process's]", (o, v) => o with { User = (uint)Number("uid", v, 1, uint.MaxValue) }),
        new("gid", "GID", Mount, "Group of files and directories [the process's]", (o, v) => o with { Group = (uint)Number("gid", v, 1, uint.MaxValue) }),
        new("dir-mode", "MODE", Mount, "Permissions of directories [0755]", (o, v) => o with { DirectoryMode = Mode("dir-mode", v) }),
        new("file-mode", "MODE", Mount, "Permissions of files [0644]", (o, v) => o with { FileMode = Mode("file-mode", v) }),
        new("maximum-throughput-gbps", "N", Client, "Decides the number of connections [10]", (o, v) => o with { ThroughputGbps = (int)Number("maximum-throughput-gbps", v, 1, 100_000) }),
        new("max-threads", "N", Client, "Most threads that read requests [16]", (o, v) => o with { MaxThreads = (int)Number("max-threads", v, 1, 1024) }),
        new("memory-target", "MiB", Client, "Memory to stay within [95 % of the machine's or cgroup's]", (o, v) => o with { MemoryTargetMiB = Number("memory-target", v, 512, 1 << 30) }),
        new("part-size", "BYTES", Client, "Size of ranged reads and of upload parts [8388608]", (o, v) => o with
        {
            ReadPart = Number("part-size", v, 1), WritePart = Number("part-size", v, 1),
        }) { Conflicts = ["read-part-size", "write-part-size"] },
        new("read-part-size", "BYTES", Client, "Size of ranged reads", (o, v) => o with { ReadPart = Number("read-part-size", v, 1) }),
        new("write-part-size", "BYTES", Client, "Size of upload parts", (o, v) => o with { WritePart = Number("write-part-size", v, 1) }),
        new("ca-bundle", "FILE", Client, "PEM roots in place of the system's [AWS_CA_BUNDLE]", (o, v) => o with { CaBundle = v }),
        new("bind", "INTERFACE", Client, "Network interface to use; may be repeated", (o, v) => o with { Interfaces = [.. o.Interfaces, v] }) { Repeats = true },
        new("log-directory", "DIRECTORY", Logging, "Log into files there, not into the system log", (o, v) => o with { LogDirectory = v }) { Short = 'l' },
        new("log-metrics", null, Logging, "Log figures every five seconds", (o, _) => o with { LogMetrics = true }),
        new("otlp-endpoint", "URL", Logging, "(refused: metrics are lines of the log)", (_, _) => throw Refused("otlp-endpoint", "metrics are written to the log by --log-metrics")),
        new("otlp-export-interval", "SECONDS", Logging, "(belongs to --otlp-endpoint)", (o, v) => Number("otlp-export-interval", v, 1) > 0 ? o : o) { Needs = "otlp-endpoint" },
        new("debug", null, Logging, "Log more", (o, _) => o with { Debug = true }) { Short = 'd' },
        new("debug-crt", null, Logging, "Log the transport too", (o, _) => o with { DebugTransport = true }),
        new("no-log", null, Logging, "Log nothing", (o, _) => o with { NoLog = true }) { Conflicts = ["log-directory", "debug", "debug-crt", "log-metrics"] },
        new("cache", "DIRECTORY", Caching, "Keep blocks of objects there", (o, v) => o with { CacheDirectory = v }),
        new("cache-xz", "BUCKET", Caching, "(refused: no shared cache)", (_, _) => throw Refused("cache-xz", "use --cache with a local directory")),
        new("metadata-ttl", "SECONDS", Caching, "How long to believe metadata: seconds, indefinite or minimal [minimal; 60 with --cache]", (o, v) => o with
        {
            MetadataTtl = Lifetime("metadata-ttl", v), ZeroTtl = v == "0",
        }),
        new("negative-metadata-ttl", "SECONDS", Caching, "How long to believe that a name does not exist [as --metadata-ttl]", (o, v) => o with { NegativeTtl = Lifetime("negative-metadata-ttl", v) }),
        new("max-cache-size", "MiB", Caching, "Most space of the cache [all but 5 % of the volume]", (o, v) => o with { MaxCacheMiB = Number("max-cache-size", v, 0, 1L << 40) }) { Needs = "cache" },
        new("user-agent-prefix", "TEXT", Other, "Put this before the user agent", (o, v) => o with { UserAgentPrefix = v }),
        new("foreground", null, Other, "Stay in the foreground", (o, _) => o with { Foreground = true }) { Short = 'f' },
    ];

    private static EngineException Refused(string flag, string instead) => new($"--{flag} is not available in this engine; {instead}");
}
