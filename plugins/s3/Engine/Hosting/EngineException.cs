namespace CsiHost.S3Engine.Hosting;

/// <summary>The mount cannot be made or go on; the message is what the user reads on stderr.</summary>
internal sealed class EngineException(string message, Exception? cause = null) : Exception(message, cause);
