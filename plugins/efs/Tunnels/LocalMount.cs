namespace CsiHost.Plugins.Efs.Tunnels;

/// <summary>An NFS mount whose server is a local port.</summary>
/// <param name="MountPoint">Where it is.</param>
/// <param name="Path">The path on the server.</param>
/// <param name="Port">The port that the kernel uses.</param>
internal sealed record LocalMount(string MountPoint, string Path, int Port);
