namespace CsiHost.S3Engine.Reading;

/// <summary>
/// One place in a file that a program reads on from: the data around it and what is on its way. A file read in several places at once has several. Guarded
/// by the reader's lock.
/// </summary>
internal sealed class Cursor(long start, TimeProvider time)
{
    public const int FirstWindow = 2 * 1024 * 1024;
    private const int FirstFetch = 1024 * 1024;
    private const double WorthGrowing = 1.1;
    private long _measuredFrom = start;
    private long _measuredAt = time.GetTimestamp();
    private double _bestRate;

    public List<Segment> Segments { get; } = [];

    /// <summary>Where the next sequential read begins.</summary>
    public long Next { get; private set; } = start;

    public long FetchedTo { get; private set; } = start;
    public int Reads { get; private set; }
    public long UsedAt { get; set; } = time.GetTimestamp();

    /// <summary>How far ahead of the program data is asked for; zero until it has read on once.</summary>
    public int Window { get; private set; }

    /// <summary>Size of the next ranged GET.</summary>
    public int NextFetch { get; private set; } = FirstFetch;

    public long AvailableFrom => Segments.Count > 0 ? Segments[0].AvailableFrom : FetchedTo;

    /// <summary>The read goes on from here, or falls into what is here.</summary>
    public bool Covers(long offset) => offset >= AvailableFrom && offset <= FetchedTo;

    public void Read(long offset, long end)
    {
        // Random reads that happen to fall into fetched data are not sequential: only one that begins where the last ended is.
        if (Reads++ > 0 && offset == Next && Window == 0)
            Window = FirstWindow;
        UsedAt = time.GetTimestamp();
        Next = Math.Max(Next, end);
    }

    public void Add(Segment segment, int mostFetch)
    {
        Segments.Add(segment);
        FetchedTo = segment.End;
        if (Window > 0)
            NextFetch = Math.Min(mostFetch, NextFetch * 2);
    }

    /// <summary>Takes out this segment and what follows it.</summary>
    public List<Segment> CutFrom(Segment segment)
    {
        var index = Segments.IndexOf(segment);
        var cut = Segments[index..];
        Segments.RemoveRange(index, cut.Count);
        FetchedTo = segment.Start;
        return cut;
    }

    /// <summary>Everything here is void: the next read starts anew at its place.</summary>
    public void Reset(long at)
    {
        Segments.Clear();
        (Next, FetchedTo, Reads, Window, NextFetch) = (at, at, 0, 0, FirstFetch);
    }

    /// <summary>
    /// The program had to wait. The window doubles as long as that pays: when twice the window brought no more bytes in the same time, the line or the
    /// service is at its limit, and more memory would only be spent.
    /// </summary>
    public void Stalled(int mostWindow)
    {
        var passed = Next - _measuredFrom;
        if (Window == 0 || Window >= mostWindow || passed < Window / 2)
            return;
        var rate = passed / Math.Max(1e-6, time.GetElapsedTime(_measuredAt).TotalSeconds);
        if (rate > _bestRate * WorthGrowing)
        {
            Window = (int)Math.Min(mostWindow, Window * 2L);
            _bestRate = rate;
        }
        (_measuredFrom, _measuredAt) = (Next, time.GetTimestamp());
    }

    public void Shrink() => Window = Math.Max(FirstWindow, Window / 2);
}
