namespace CsiHost.Plugins.FipsCrypto.Proof;

/// <summary>What OpenSSL's FIPS provider says about itself.</summary>
internal sealed record ProviderFacts
{
    public string Name { get; init; } = "";

    public string Version { get; init; } = "";

    public string Build { get; init; } = "";

    /// <summary>Whether it is in its operational state: integrity and self-tests passed when it was loaded.</summary>
    public bool IsRunning { get; init; }

    /// <summary>Whether it enforces key sizes and curves.</summary>
    public bool HasSecurityChecks { get; init; }

    /// <summary>The outcome of all self-tests, run again for this proof.</summary>
    public bool SelfTest { get; init; }
}
