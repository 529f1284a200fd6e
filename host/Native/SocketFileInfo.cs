namespace CsiHost.Native;

/// <summary>What is known of a file that stands where a socket should be.</summary>
internal readonly record struct SocketFileInfo(bool IsSocket, ulong Inode);
