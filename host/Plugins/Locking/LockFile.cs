namespace CsiHost.Plugins.Locking;

/// <summary>The content of <c>plugins.lock.json</c>: what an image variant is made of. Written when the image is built.</summary>
internal sealed record LockFile
{
    public const string FileName = "plugins.lock.json";

    public const int CurrentSchema = 1;

    public required int Schema { get; init; }

    public required IReadOnlyList<LockEntry> Plugins { get; init; }

    public LockEntry? Find(string id) => Plugins.FirstOrDefault(entry => entry.Id == id);
}
