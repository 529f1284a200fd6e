namespace CsiHost.StandIns.MountTargets;

/// <summary>What a client's certificate says, as the service reads it.</summary>
public sealed record ClientIdentity
{
    /// <summary>The subject's common name.</summary>
    public required string CommonName { get; init; }

    /// <summary>The certificate's serial number.</summary>
    public required string SerialNumber { get; init; }

    /// <summary>SHA-1 of the public key, lower-case hex, computed from the key itself.</summary>
    public required string PublicKeyHash { get; init; }

    /// <summary>The file system's id.</summary>
    public string? FileSystemId { get; init; }

    /// <summary>The access point's id.</summary>
    public string? AccessPointId { get; init; }

    /// <summary>Where the client runs.</summary>
    public string? ClientSource { get; init; }

    /// <summary>The client's version.</summary>
    public string? ClientVersion { get; init; }

    /// <summary>The proof of IAM identity.</summary>
    public ConnectProof? Proof { get; init; }
}
