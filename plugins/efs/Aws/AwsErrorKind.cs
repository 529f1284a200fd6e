namespace CsiHost.Plugins.Efs.Aws;

/// <summary>What an AWS call failed of, as far as the driver acts on it.</summary>
internal enum AwsErrorKind
{
    /// <summary>Anything else.</summary>
    Other = 0,

    /// <summary>The identity is known and refused.</summary>
    AccessDenied,

    /// <summary>There are no credentials, or the service does not accept them (expired, unknown, a skewed clock).</summary>
    NoCredentials,

    FileSystemNotFound,

    AccessPointNotFound,

    /// <summary>An access point has the client token already.</summary>
    AlreadyExists,

    /// <summary>A quota of the service is used up.</summary>
    LimitExceeded,

    /// <summary>Too many requests, after all retries.</summary>
    Throttled,

    /// <summary>The file system is in a state that forbids the call.</summary>
    WrongState,

    /// <summary>The request is malformed, for example its permissions.</summary>
    BadRequest,

    /// <summary>The driver's own settings do not allow the call, for example a FIPS endpoint that the region does not have.</summary>
    Misconfigured,

    /// <summary>The service does not answer, or answers that it is broken, after all retries.</summary>
    Unavailable,
}
