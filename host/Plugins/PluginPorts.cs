using CsiHost.Abstractions.Ports;

namespace CsiHost.Plugins;

/// <summary>What the host gives one plugin. Bridged into the plugin's container as instances, which the container does not dispose.</summary>
internal sealed record PluginPorts
{
    public required IHostInfo Host { get; init; }

    public required IMounter Mounter { get; init; }

    public required IMountTable MountTable { get; init; }

    public required IFileSystemProbe FileSystemProbe { get; init; }

    public required IProcessSupervisor Processes { get; init; }

    public required IStateStore State { get; init; }

    public required IKubernetesApi Kubernetes { get; init; }

    public required ILeaderElection LeaderElection { get; init; }

    public required IHostLifetime Lifetime { get; init; }

    public required IHttpClientFactory HttpClients { get; init; }
}
