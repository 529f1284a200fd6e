namespace CsiHost.Plugins.S3.Pods;

/// <summary>The running Mountpoint Pod of a workload, and the role that its attachment names; empty for none.</summary>
internal sealed record FoundPod(MountpointPod Pod, string RoleArn);
