namespace CsiHost.Plugins.Efs.Credentials;

/// <summary>Why one place has no credentials. The message holds no secret. Never leaves this room.</summary>
internal sealed class CredentialException(string message, Exception? innerException = null) : Exception(message, innerException);
