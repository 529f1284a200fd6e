namespace CsiHost.Abstractions.Crypto;

/// <summary>The outcome of <see cref="ICryptoPolicy.Verify"/>.</summary>
public sealed record CryptoPosture
{
    /// <summary>The policy's name, for example <c>default</c> or <c>fips-140-3</c>.</summary>
    public required string Policy { get; init; }

    /// <summary>The cryptographic module and version, for example <c>OpenSSL 3.5.7, provider fips 3.5.7</c>.</summary>
    public required string Module { get; init; }

    /// <summary>False when a demand of the policy is not met; the process must not go on.</summary>
    public required bool Satisfied { get; init; }

    /// <summary>What was checked, in order.</summary>
    public required IReadOnlyList<CryptoEvidence> Evidence { get; init; }
}
