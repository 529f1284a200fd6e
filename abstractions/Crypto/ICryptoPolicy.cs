using System.Net.Security;
using CsiHost.Abstractions.Plugins;

namespace CsiHost.Abstractions.Crypto;

/// <summary>
/// The one policy of the process: proves which cryptographic module is in use, and configures and vetoes, but does not encrypt. The host
/// verifies it before any backend assembly is loaded and before any socket is opened.
/// </summary>
public interface ICryptoPolicy
{
    /// <summary>
    /// Proves the state of the process's cryptography. Called at start and by <c>csi-host crypto</c>; must be repeatable.
    /// </summary>
    /// <returns>The posture with its evidence; when <see cref="CryptoPosture.Satisfied"/> is false the process exits (code 78).</returns>
    CryptoPosture Verify();

    /// <summary>Applies protocol versions, cipher suites and revocation rules to an outgoing TLS connection.</summary>
    /// <param name="options">Changed in place; certificate callbacks already set are kept.</param>
    void Apply(SslClientAuthenticationOptions options);

    /// <summary>Applies protocol versions and cipher suites to a TLS listener.</summary>
    /// <param name="options">Changed in place.</param>
    void Apply(SslServerAuthenticationOptions options);

    /// <summary>Which AWS endpoint a service must be called on.</summary>
    /// <param name="service">The service's endpoint prefix, for example <c>s3</c>, <c>sts</c>, <c>elasticfilesystem</c>.</param>
    /// <param name="region">The region, for example <c>eu-west-1</c>.</param>
    /// <returns>Standard or FIPS.</returns>
    /// <exception cref="Errors.CsiException">The policy demands a FIPS endpoint and the region has none
    /// (<see cref="Errors.CsiErrorKind.FailedPrecondition"/>, names the region).</exception>
    EndpointMode GetEndpointMode(string service, string region);

    /// <summary>Environment variables that child processes get on top of those their specification names.</summary>
    IReadOnlyDictionary<string, string> ChildEnvironment { get; }

    /// <summary>The TLS settings of child processes that do TLS by themselves.</summary>
    ChildTls ChildTls => ChildTls.Unrestricted;

    /// <summary>
    /// Looks at a plugin's files, without loading them, for cryptography that the policy does not allow. Called after <see cref="Verify"/>
    /// and before the plugin's services are made.
    /// </summary>
    /// <param name="plugin">The plugin.</param>
    /// <param name="files">Absolute paths of its assemblies and native libraries.</param>
    /// <returns>A sentence for each objection, naming the file; any of them refuses the plugin.</returns>
    IReadOnlyList<string> Inspect(PluginInfo plugin, IReadOnlyList<string> files) => [];
}
