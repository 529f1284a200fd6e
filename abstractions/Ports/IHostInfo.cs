using CsiHost.Abstractions.Models;

namespace CsiHost.Abstractions.Ports;

/// <summary>The host a plugin runs in.</summary>
public interface IHostInfo
{
    /// <summary>The host's version.</summary>
    string Version { get; }

    /// <summary>The configured node id; null on a host that serves no node.</summary>
    NodeId? NodeId { get; }

    /// <summary>The Kubernetes node's name; null outside a cluster.</summary>
    string? NodeName { get; }

    /// <summary>The namespace of the pod the host runs in; null outside a cluster.</summary>
    string? PodNamespace => null;

    /// <summary>Whether node calls are served.</summary>
    bool ServesNode { get; }

    /// <summary>Whether controller calls are served.</summary>
    bool ServesController { get; }

    /// <summary>kubelet's root, <c>/var/lib/kubelet</c> by default; every target and staging path lies below it when kubelet checks are on.</summary>
    AbsolutePath KubeletRoot { get; }
}
