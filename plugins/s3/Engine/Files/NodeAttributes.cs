using CsiHost.S3Engine.Fuse;

namespace CsiHost.S3Engine.Files;

/// <summary>What stat(2) shows, and for how long the kernel may show it without asking.</summary>
internal sealed class NodeAttributes(MountContext mount)
{
    private const uint DirectoryType = 0x4000;
    private const uint RegularType = 0x8000;
    private static readonly TimeSpan BriefFile = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan BriefDirectory = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Forever = TimeSpan.FromDays(36500);

    public Attributes Of(Node node)
    {
        var size = node.IsDirectory ? 0 : (ulong)(node.Writer?.Accepted ?? node.Size);
        var (modified, modifiedNano) = Time(node.Modified);
        var (accessed, accessedNano) = Time(node.Accessed);
        return new Attributes
        {
            Inode = node.Id,
            Size = size,
            Blocks = (size + 511) / 512,
            AccessTime = accessed,
            AccessNanoseconds = accessedNano,
            ModifyTime = modified,
            ModifyNanoseconds = modifiedNano,
            ChangeTime = modified,
            ChangeNanoseconds = modifiedNano,
            Mode = Mode(node),
            Links = node.IsDirectory ? 2u : 1u,
            User = mount.User,
            Group = mount.Group,
            BlockSize = 4096,
        };
    }

    public EntryReply Entry(Node node)
    {
        var reply = new EntryReply { Node = node.Id, Attributes = Of(node) };
        reply.SetValidity(Validity(node));
        return reply;
    }

    public AttributesReply Reply(Node node)
    {
        var reply = new AttributesReply { Attributes = Of(node) };
        reply.SetValidity(node.Id == NodeTable.RootId ? Forever : Validity(node));
        return reply;
    }

    private TimeSpan Validity(Node node) =>
        node.State is NodeState.Writing ? TimeSpan.Zero
        : mount.Options.EffectiveTtl.Span ?? (node.IsDirectory ? BriefDirectory : BriefFile);

    private uint Mode(Node node) =>
        node.IsDirectory ? DirectoryType | mount.Options.DirectoryMode : RegularType | (node.IsReadable ? mount.Options.FileMode : 0);

    private static (ulong Seconds, uint Nanoseconds) Time(long ticks)
    {
        var since = Math.Max(0, ticks - DateTime.UnixEpoch.Ticks);
        return ((ulong)(since / TimeSpan.TicksPerSecond), (uint)(since % TimeSpan.TicksPerSecond * TimeSpan.NanosecondsPerTick));
    }
}
