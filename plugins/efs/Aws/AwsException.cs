namespace CsiHost.Plugins.Efs.Aws;

/// <summary>A failed AWS call, without a type of the AWS libraries, so that who handles it does not load them.</summary>
internal sealed class AwsException(AwsErrorKind kind, string message, Exception? innerException = null) : Exception(message, innerException)
{
    public AwsErrorKind Kind { get; } = kind;

    /// <summary>The service's error code, for example <c>AccessPointLimitExceeded</c>; empty when it sent none.</summary>
    public string Code { get; init; } = "";

    /// <summary>The access point that <see cref="AwsErrorKind.AlreadyExists"/> names; empty otherwise.</summary>
    public string AccessPointId { get; init; } = "";
}
