using CsiHost.S3Engine.Fuse;
using CsiHost.S3Engine.Hosting;
using CsiHost.S3Engine.Logging;
using CsiHost.S3Engine.Memory;
using CsiHost.S3Engine.S3;

namespace CsiHost.S3Engine.Files;

/// <summary>What every part of one mount shares.</summary>
internal sealed record MountContext(EngineOptions Options, S3Client Client, Replies Replies, BlockPool Pool, MemoryBudget Budget, EngineLog Log, TimeProvider Time)
{
    public FuseLimits Limits { get; init; } = FuseLimits.Default;
    public uint User { get; init; }
    public uint Group { get; init; }
    public BucketKind Kind => Client.Transport.Endpoint.Kind;

    public string KeyOf(Node node) => node.KeyBelow(Options.Prefix);

    public string KeyOf(Node parent, string name) => parent.KeyBelow(Options.Prefix) + name;
}
