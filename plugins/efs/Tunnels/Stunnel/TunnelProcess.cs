namespace CsiHost.Plugins.Efs.Tunnels.Stunnel;

/// <summary>The process that carries a tunnel, or would if efs-utils were asked to.</summary>
/// <param name="Command">How it is started.</param>
/// <param name="Configuration">The text of its configuration file.</param>
/// <param name="ProcessId">The process; null when there is none.</param>
internal sealed record TunnelProcess(IReadOnlyList<string> Command, string Configuration, int? ProcessId);
