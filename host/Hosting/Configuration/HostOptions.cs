using CsiHost.Abstractions.Models;
using CsiHost.Drivers;
using CsiHost.Rpc;

namespace CsiHost.Hosting.Configuration;

/// <summary>The section <c>Host</c>; docs/configuration.md describes each key.</summary>
internal sealed record HostOptions
{
    /// <summary>Null when node calls are not served.</summary>
    public required NodeId? NodeId { get; init; }

    public required string? NodeName { get; init; }

    public required HostMode Mode { get; init; }

    /// <summary>Where the only driver is served; with several drivers each has its own endpoint.</summary>
    public required CsiEndpoint? Endpoint { get; init; }

    public required string StateDirectory { get; init; }

    public required string PluginDirectory { get; init; }

    public required string SocketDirectory { get; init; }

    public required AbsolutePath KubeletRoot { get; init; }

    /// <summary>The same folder as kubelet names it in its requests; null when the paths are equal.</summary>
    public AbsolutePath? KubeletRequestRoot { get; init; }

    public required bool EnforceKubeletRoot { get; init; }

    /// <summary>Where the credentials for the Kubernetes API are.</summary>
    public string ServiceAccountDirectory { get; init; } = Kubernetes.KubernetesApiOptions.ServiceAccountDirectory;

    /// <summary>Null when a sidecar registers the drivers.</summary>
    public required string? RegistrationDirectory { get; init; }

    public required HttpAddress? HealthEndpoint { get; init; }

    public required HttpAddress? MetricsEndpoint { get; init; }

    public required TlsFiles? MetricsTls { get; init; }

    public required Uri? OtlpEndpoint { get; init; }

    public required OtlpProtocol OtlpProtocol { get; init; }

    public required TimeSpan StartTimeout { get; init; }

    public required TimeSpan ShutdownTimeout { get; init; }

    public bool ServesNode => Mode.HasFlag(HostMode.Node);

    public bool ServesController => Mode.HasFlag(HostMode.Controller);
}
