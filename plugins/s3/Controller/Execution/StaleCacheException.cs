namespace CsiHost.Plugins.S3.Controller.Execution;

/// <summary>A plan was made from an old state; the next one will be better.</summary>
internal sealed class StaleCacheException(string message) : Exception(message);
