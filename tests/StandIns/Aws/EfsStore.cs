namespace CsiHost.StandIns.Aws;

/// <summary>The file systems and access points of one service.</summary>
public sealed class EfsStore
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, StoredFileSystem> _fileSystems = [];
    private readonly List<StoredAccessPoint> _accessPoints = [];
    private int _made;

    /// <summary>How many entries a page has at most, whatever the client asks.</summary>
    public int MaxPage { get; set; } = 1000;

    public IReadOnlyList<StoredAccessPoint> AccessPoints
    {
        get
        {
            lock (_gate)
                return [.. _accessPoints];
        }
    }

    public void Add(StoredFileSystem fileSystem)
    {
        lock (_gate)
            _fileSystems[fileSystem.Id] = fileSystem;
    }

    /// <summary>Puts access points there as if somebody else had made them.</summary>
    public void Add(params IEnumerable<StoredAccessPoint> accessPoints)
    {
        lock (_gate)
            _accessPoints.AddRange(accessPoints.Select(point => point.Id.Length > 0 ? point : point with { Id = NewId() }));
    }

    public StoredFileSystem? Find(string id)
    {
        lock (_gate)
            return _fileSystems.GetValueOrDefault(id);
    }

    /// <summary>Makes an access point, or says which one has the token, or that there are too many.</summary>
    public (StoredAccessPoint? Made, string Existing, bool IsFull) Create(StoredAccessPoint wanted)
    {
        lock (_gate)
        {
            // Tokens are unique in the account and region, not in the file system.
            if (_accessPoints.Find(point => point.ClientToken == wanted.ClientToken && wanted.ClientToken.Length > 0) is { } existing)
                return (null, existing.Id, false);
            if (_accessPoints.Count(point => point.FileSystemId == wanted.FileSystemId) >= _fileSystems[wanted.FileSystemId].MaxAccessPoints)
                return (null, "", true);
            var made = wanted with { Id = NewId() };
            _accessPoints.Add(made);
            return (made, "", false);
        }
    }

    public bool Delete(string id)
    {
        lock (_gate)
            return _accessPoints.RemoveAll(point => point.Id == id) > 0;
    }

    private string NewId() => $"fsap-{++_made:x17}";
}
