namespace CsiHost.Abstractions.Crypto;

/// <summary>One check of a policy.</summary>
public sealed record CryptoEvidence
{
    /// <summary>What was checked, for example <c>MD5 is refused</c>.</summary>
    public required string Check { get; init; }

    /// <summary>What was found.</summary>
    public required string Finding { get; init; }

    /// <summary>False when the finding breaks the policy.</summary>
    public required bool Passed { get; init; }
}
