using CsiHost.Plugins.S3.Pods;

namespace CsiHost.Plugins.S3.Mounting;

/// <summary>What the plan of a publish knew, for carrying it out. It holds tokens, so it is never recorded.</summary>
/// <param name="Inputs">The request.</param>
/// <param name="Found">The Mountpoint Pod; null for a mount of systemd.</param>
internal sealed record Publish(PublishInputs Inputs, FoundPod? Found);
