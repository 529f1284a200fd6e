namespace CsiHost.Plugins.Efs.Controller;

/// <summary>Group ids from <paramref name="Start"/> to <paramref name="End"/>, both included.</summary>
internal readonly record struct GidRange(long Start, long End)
{
    /// <summary>As many as there are access points in a file system; a longer range is cut.</summary>
    private const long MaxSpan = 10_000;

    public static GidRange Default { get; } = new(50_000, 60_000);

    public bool Contains(long id) => id >= Start && id <= End;

    /// <summary>The lowest id that nobody uses; null when all are used.</summary>
    public long? FindFree(Func<long, bool> isUsed)
    {
        for (var gid = Start; gid <= (End - Start > MaxSpan ? Start + MaxSpan : End); gid++)
        {
            if (!isUsed(gid))
                return gid;
        }
        return null;
    }
}
