namespace CsiHost.Plugins.S3.Provisioning.Aws;

/// <summary>The driver has no credentials of its own, or cannot renew them.</summary>
internal sealed class CredentialsException(string message, Exception? innerException = null) : Exception(message, innerException);
