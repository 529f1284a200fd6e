namespace CsiHost.Plugins.Local.Controller;

/// <summary>The ids that a volume's record keeps of its source; both null for an empty volume.</summary>
internal readonly record struct VolumeOrigin(string? Volume, string? Snapshot);
