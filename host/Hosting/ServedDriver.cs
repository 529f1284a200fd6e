using CsiHost.Drivers;
using CsiHost.Mounts;
using CsiHost.Pipeline;
using CsiHost.Plugins.Running;

namespace CsiHost.Hosting;

/// <summary>One driver with everything around it, ready to be put on a socket.</summary>
internal sealed record ServedDriver
{
    public required DriverPlan Plan { get; init; }

    public required LoadedPlugin Plugin { get; init; }

    public required DriverInstance Instance { get; init; }

    public required CallPipeline Pipeline { get; init; }

    public required Readiness Readiness { get; init; }

    /// <summary>Null when the driver mounts nothing or the host serves no node calls.</summary>
    public required NodeMounts? Mounts { get; init; }
}
