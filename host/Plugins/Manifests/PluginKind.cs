namespace CsiHost.Plugins.Manifests;

/// <summary>What a plugin is for; derived from its marks.</summary>
internal enum PluginKind
{
    /// <summary>Serves drivers or services of drivers.</summary>
    Backend,

    /// <summary>Is the crypto policy of the process.</summary>
    CryptoPolicy,

    /// <summary>Exports drop-in commands and nothing else.</summary>
    Commands,
}
