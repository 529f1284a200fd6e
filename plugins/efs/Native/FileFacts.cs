using System.Runtime.InteropServices;

namespace CsiHost.Plugins.Efs.Native;

/// <summary>What statx(2) says of a file; links are not followed.</summary>
internal readonly record struct FileFacts(bool IsDirectory, uint Links, ulong Inode, long Blocks, (uint Major, uint Minor) Device)
{
    private const int DirectoryKind = 0x4000;
    private const int KindMask = 0xF000;
    private const int NotFound = 2;
    private const int NotADirectory = 20;
    private const int Stale = 116;

    /// <summary>Null when there is no such file any more.</summary>
    /// <exception cref="IOException">It cannot be told.</exception>
    public static FileFacts? Read(string path)
    {
        if (StatCalls.Statx(StatCalls.CurrentDirectory, path, StatCalls.NoFollow, StatCalls.BasicFacts, out var status) == 0)
        {
            return new FileFacts(
                (status.Mode & KindMask) == DirectoryKind, status.Links, status.Inode, (long)status.Blocks, (status.DeviceMajor, status.DeviceMinor));
        }

        var error = Marshal.GetLastPInvokeError();
        return error is NotFound or NotADirectory or Stale ? null : throw new IOException($"statx {path}: {Marshal.GetPInvokeErrorMessage(error)}");
    }
}
