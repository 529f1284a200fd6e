namespace CsiHost.Plugins.S3.Controller.Planning;

/// <summary>A pod of the Mountpoint namespace that exists.</summary>
internal sealed record PodReference(string Name, string Uid);
