using CsiHost.Plugins.S3.Controller.Objects;

namespace CsiHost.Plugins.S3.Controller.Planning;

/// <summary>Why a workload does not get what it asks for.</summary>
/// <param name="Reason">One word in the style of event reasons.</param>
/// <param name="Message">A sentence that names the objects.</param>
/// <param name="Workload">Whom it concerns, where it is one pod.</param>
internal sealed record Finding(string Reason, string Message, PodObject? Workload = null);
