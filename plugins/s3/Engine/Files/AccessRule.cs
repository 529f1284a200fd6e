using CsiHost.S3Engine.Fuse;
using CsiHost.S3Engine.Native;

namespace CsiHost.S3Engine.Files;

/// <summary>
/// Who may use the mount: its owner, with --allow-root root too, with --allow-other everybody. Requests that the kernel makes on its own account carry no
/// meaningful user.
/// </summary>
internal sealed class AccessRule(MountContext mount)
{
    private readonly uint _owner = Libc.EffectiveUser();

    public bool Allows(in RequestHeader header) =>
        mount.Options.AllowOther || header.User == _owner || (mount.Options.AllowRoot && header.User == 0)
        || header.Opcode is Opcode.Init or Opcode.Destroy or Opcode.Read or Opcode.Write or Opcode.ReadDirectory or Opcode.ReadDirectoryPlus or Opcode.Forget
            or Opcode.BatchForget or Opcode.Sync or Opcode.SyncDirectory or Opcode.Release or Opcode.ReleaseDirectory or Opcode.Interrupt;
}
