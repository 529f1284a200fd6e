using CsiHost.Rpc;

namespace CsiHost.Hosting.Configuration;

/// <summary>One entry of the section <c>Drivers</c>.</summary>
internal sealed record DriverOptions
{
    /// <summary>Null: <c>&lt;SocketDirectory&gt;/&lt;driver&gt;/csi.sock</c>.</summary>
    public CsiEndpoint? Endpoint { get; init; }

    /// <summary>The same socket as kubelet sees it; null when the paths are the same inside and outside the container.</summary>
    public string? KubeletEndpoint { get; init; }

    public UnixFileMode SocketMode { get; init; } = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>0 is no limit.</summary>
    public int MaxConcurrentCalls { get; init; }

    public TimeSpan CallTimeout { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>The key of the taint that is removed from the node once CSINode lists the driver; null for none.</summary>
    public string? StartupTaint { get; init; }
}
