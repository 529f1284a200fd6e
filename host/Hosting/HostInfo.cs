using CsiHost.Abstractions.Models;
using CsiHost.Abstractions.Ports;
using CsiHost.Hosting.Configuration;

namespace CsiHost.Hosting;

/// <summary>The host as plugins see it.</summary>
internal sealed class HostInfo(HostOptions options, string version) : IHostInfo
{
    public string Version => version;

    public NodeId? NodeId => options.NodeId;

    public string? NodeName => options.NodeName;

    public string? PodNamespace
    {
        get
        {
            var file = Path.Combine(options.ServiceAccountDirectory, "namespace");
            return File.Exists(file) ? File.ReadAllText(file).Trim() : null;
        }
    }

    public bool ServesNode => options.ServesNode;

    public bool ServesController => options.ServesController;

    public AbsolutePath KubeletRoot => options.KubeletRoot;
}
