using CsiHost.S3Engine.Files;
using CsiHost.S3Engine.Memory;

namespace CsiHost.S3Engine.Writing;

/// <summary>What all uploads of a mount share: how many requests run at once, how many files may be open for writing, and who is told of a fatal answer.</summary>
internal sealed class UploadService(MountContext mount, NodeTable nodes, Action<string> fatal)
{
    public const int MostParts = 10_000;

    public MountContext Mount => mount;
    public NodeTable Nodes => nodes;
    public UploadHeaders Headers { get; } = new(mount.Options, mount.Kind);
    public SemaphoreSlim Slots { get; } = new(PartsAtOnce(mount));

    /// <summary>Parts of one file that may wait or run before its writer has to wait.</summary>
    public int PartsAhead { get; } = PartsAtOnce(mount);

    /// <summary>Every open file must be able to fill a part, or none might ever finish.</summary>
    public int MostWriters { get; } = (int)Math.Clamp(
        (mount.Budget.Total - BlocksOf(mount.Options.ReadPart)) / Math.Max(1, BlocksOf(mount.Options.WritePart)), 1, int.MaxValue);

    public IUploadJournal? Journal { get; set; }

    public void RequireEncryption(HttpResponseMessage answer)
    {
        if (Headers.Difference(answer) is { } difference)
            fatal(difference);
    }

    public void Release(IReadOnlyCollection<Block> blocks)
    {
        foreach (var block in blocks)
            mount.Pool.Give(block);
        mount.Budget.Return(blocks.Count);
    }

    public static int BlocksOf(long bytes) => (int)((bytes + Block.Size - 1) / Block.Size);

    private static int PartsAtOnce(MountContext mount) => Math.Clamp(S3.HttpFactory.Connections(mount.Options.ThroughputGbps) / 3, 4, 64);
}
