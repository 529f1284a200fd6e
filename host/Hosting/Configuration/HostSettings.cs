using Microsoft.Extensions.Configuration;

namespace CsiHost.Hosting.Configuration;

/// <summary>The whole configuration, read and checked.</summary>
internal sealed record HostSettings
{
    public required HostOptions Host { get; init; }

    /// <summary>By driver name; empty when every driver is served with defaults.</summary>
    public required IReadOnlyDictionary<string, DriverOptions> Drivers { get; init; }

    public required LoggingOptions Logging { get; init; }

    /// <summary>The ids that the section <c>Plugins</c> names.</summary>
    public required IReadOnlyList<string> ConfiguredPlugins { get; init; }

    /// <summary>All keys, for the plugins' own sections.</summary>
    public required IConfiguration Configuration { get; init; }
}
