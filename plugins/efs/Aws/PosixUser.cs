namespace CsiHost.Plugins.Efs.Aws;

/// <summary>A user and group id.</summary>
internal sealed record PosixUser(long Uid, long Gid);
