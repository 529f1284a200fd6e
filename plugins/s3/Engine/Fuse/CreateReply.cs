using System.Runtime.InteropServices;

namespace CsiHost.S3Engine.Fuse;

/// <summary>The answer to CREATE: an entry and an open file.</summary>
[StructLayout(LayoutKind.Sequential, Size = 144)]
internal struct CreateReply
{
    public EntryReply Entry;
    public OpenReply Open;
}
