namespace CsiHost.Plugins;

/// <summary>Limits and selection for one run.</summary>
internal sealed record PluginHostOptions
{
    /// <summary>For <c>ICsiPlugin.Configure</c>, which should take microseconds.</summary>
    public TimeSpan ConfigureTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>For each plugin's start.</summary>
    public TimeSpan StartTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>For each plugin's stop.</summary>
    public TimeSpan StopTimeout { get; init; } = TimeSpan.FromSeconds(25);

    /// <summary>
    /// The plugins to load, with what they require; null loads all. A drop-in command loads its own plugin alone. The crypto policy is
    /// always loaded.
    /// </summary>
    public IReadOnlySet<string>? Select { get; init; }

    /// <summary>
    /// Without <see cref="Select"/>: the drivers that are wanted. A plugin that serves drivers, but none of these, stays out. Empty wants all, and so
    /// does a set with a name that no plugin serves, so that the one who says what is wrong with it knows them all.
    /// </summary>
    public IReadOnlyCollection<string> Drivers { get; init; } = [];
}
