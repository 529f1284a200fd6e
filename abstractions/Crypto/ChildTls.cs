namespace CsiHost.Abstractions.Crypto;

/// <summary>
/// What a child process that does TLS by itself (a tunnel, a storage engine) must be configured with, in OpenSSL's own names. Null leaves
/// the program's default.
/// </summary>
public sealed record ChildTls
{
    /// <summary>No demand of the policy.</summary>
    public static ChildTls Unrestricted { get; } = new();

    /// <summary>Whether the program must refuse to run without OpenSSL's FIPS provider (stunnel: <c>fips = yes</c>).</summary>
    public bool RequiresFips { get; init; }

    /// <summary>Groups for the key exchange, joined by colons, for example <c>P-256:P-384</c> (stunnel: <c>curves</c>).</summary>
    public string? Groups { get; init; }

    /// <summary>The cipher list of TLS 1.2 (stunnel: <c>ciphers</c>).</summary>
    public string? Ciphers { get; init; }

    /// <summary>The cipher suites of TLS 1.3 (stunnel: <c>ciphersuites</c>).</summary>
    public string? CipherSuites { get; init; }
}
