namespace CsiHost.TestKit.Conformance;

/// <summary>What the suites must know of a driver. Only the first two are needed by every driver.</summary>
public sealed record ConformanceSettings
{
    /// <summary>The driver's name.</summary>
    public required string Driver { get; init; }

    /// <summary>The published plugin: the folder with <c>plugin.json</c>. It is copied, so a publish may replace it meanwhile.</summary>
    public required string PluginFolder { get; init; }

    /// <summary>The folder with <c>csi-host</c>; the one that came with the test kit unless it is set.</summary>
    public string HostFolder { get; init; } =
        Path.Combine(AppContext.BaseDirectory, "host") is var packaged && Directory.Exists(packaged) ? packaged : AppContext.BaseDirectory;

    /// <summary>The plugin's configuration, keys as in <c>Plugins:ID</c>; <c>{work}</c> stands for an empty folder that lives as long as the run.</summary>
    public IReadOnlyDictionary<string, string> Configuration { get; init; } = new Dictionary<string, string>();

    /// <summary>Parameters of every volume.</summary>
    public IReadOnlyDictionary<string, string> Parameters { get; init; } = new Dictionary<string, string>();

    /// <summary>Mutable parameters that a volume can be made with, and changed to.</summary>
    public IReadOnlyDictionary<string, string> MutableParameters { get; init; } = new Dictionary<string, string>();

    /// <summary>Parameters of every snapshot.</summary>
    public IReadOnlyDictionary<string, string> SnapshotParameters { get; init; } = new Dictionary<string, string>();

    /// <summary>Secrets of every call that takes some.</summary>
    public IReadOnlyDictionary<string, string> Secrets { get; init; } = new Dictionary<string, string>();

    /// <summary>The size of a volume. Volumes of twice this size are made too.</summary>
    public long VolumeBytes { get; init; } = 16 * 1024 * 1024;

    /// <summary>How long one call may take.</summary>
    public TimeSpan CallLimit { get; init; } = TimeSpan.FromSeconds(60);
}
