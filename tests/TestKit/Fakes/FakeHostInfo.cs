using CsiHost.Abstractions.Models;
using CsiHost.Abstractions.Ports;

namespace CsiHost.TestKit.Fakes;

/// <summary>A host that serves node and controller calls on <c>node-1</c>.</summary>
public sealed class FakeHostInfo : IHostInfo
{
    /// <inheritdoc/>
    public string Version { get; set; } = "0.0.0-test";

    /// <inheritdoc/>
    public NodeId? NodeId { get; set; } = new NodeId("node-1");

    /// <inheritdoc/>
    public string? NodeName { get; set; }

    /// <inheritdoc/>
    public string? PodNamespace { get; set; }

    /// <inheritdoc/>
    public bool ServesNode { get; set; } = true;

    /// <inheritdoc/>
    public bool ServesController { get; set; } = true;

    /// <inheritdoc/>
    public AbsolutePath KubeletRoot { get; set; } = new("/var/lib/kubelet");
}
