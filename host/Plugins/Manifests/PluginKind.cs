using System.Text.Json.Serialization;

namespace CsiHost.Plugins.Manifests;

/// <summary>What a plugin is for; derived from its marks.</summary>
internal enum PluginKind
{
    /// <summary>Serves drivers or services of drivers.</summary>
    [JsonStringEnumMemberName("backend")]
    Backend,

    /// <summary>Is the crypto policy of the process.</summary>
    [JsonStringEnumMemberName("crypto-policy")]
    CryptoPolicy,

    /// <summary>Exports drop-in commands and nothing else.</summary>
    [JsonStringEnumMemberName("commands")]
    Commands,
}
