namespace CsiHost.Plugins.FipsCrypto.Proof;

/// <summary>What was observed about the process's OpenSSL. The defaults are those of a process in which nothing could be asked.</summary>
internal sealed record OpenSslFacts
{
    public string OpenSslVersion { get; init; } = "OpenSSL unknown";

    /// <summary>Variables that decide which cryptographic code is loaded, as the C library sees them; absent when not set.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();

    /// <summary>Files mapped into the process whose name is that of a cryptographic library.</summary>
    public IReadOnlyList<string> Libraries { get; init; } = [];

    /// <summary>SHA-256 of files, by path; absent when a file could not be read.</summary>
    public IReadOnlyDictionary<string, string> Hashes { get; init; } = new Dictionary<string, string>();

    /// <summary>The active providers by name.</summary>
    public IReadOnlyList<string> Providers { get; init; } = [];

    /// <summary>Null when the FIPS provider is not active.</summary>
    public ProviderFacts? Fips { get; init; }

    /// <summary>Whether algorithms are fetched with <c>fips=yes</c> by default.</summary>
    public bool FipsByDefault { get; init; }

    /// <summary>The provider of SHA-256; null when there is none.</summary>
    public string? DigestProvider { get; init; }

    /// <summary>The provider of the private random generator; null when there is none.</summary>
    public string? RandomProvider { get; init; }

    /// <summary>Null when .NET computed SHA-256 of "abc" correctly, else what happened.</summary>
    public string? DigestFailure { get; init; } = "not tried";

    /// <summary>Forbidden algorithms that can be used all the same.</summary>
    public IReadOnlyList<string> Usable { get; init; } = ["everything, as far as is known"];

    /// <summary>How many forbidden algorithms were tried.</summary>
    public int Tried { get; init; }

    /// <summary>The lowest TLS version that a client of this process offers, as on the wire (0x0303 is 1.2); 0 when not known.</summary>
    public int LowestTls { get; init; }

    /// <summary>The key-exchange groups it offers, by their registered names.</summary>
    public IReadOnlyList<string> Groups { get; init; } = [];

    /// <summary>The cipher suites it offers, by their registered names.</summary>
    public IReadOnlyList<string> Suites { get; init; } = [];

    /// <summary>The kernel's own FIPS switch; information only, Debian's OpenSSL does not read it.</summary>
    public string Kernel { get; init; } = "not stated";
}
