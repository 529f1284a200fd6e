namespace CsiHost.Tour;

/// <summary>A volume and where it is published.</summary>
internal sealed record PublishedVolume(string Id, IReadOnlyDictionary<string, string> Context)
{
    private readonly Dictionary<string, string> _targets = [];

    public string? StagingPath { get; set; }

    public IReadOnlyDictionary<string, string> Targets => _targets;

    public string Target(string use) =>
        _targets.TryGetValue(use, out var path) ? path : throw new TourFailedException($"the volume is not published for '{use}'");

    public void Add(string use, string path) => _targets[use] = path;

    public void Clear() => _targets.Clear();
}
