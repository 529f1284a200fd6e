namespace CsiHost.Plugins.Efs.Aws.Wire;

/// <summary>A failure as the body of an answer tells it.</summary>
internal sealed record WireError(string Code, string Message, string AccessPointId = "");
