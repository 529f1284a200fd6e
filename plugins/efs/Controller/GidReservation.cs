namespace CsiHost.Plugins.Efs.Controller;

/// <summary>One group id that is taken before its access point is there.</summary>
internal sealed class GidReservation(long gid)
{
    public long Gid { get; } = gid;

    /// <summary>How many listings had begun when it was given up; null while its call runs. A later listing shows whether the id is used.</summary>
    public long? ReleasedAfter { get; set; }

    /// <summary>Not given up before this time: whether the access point was made is not known.</summary>
    public DateTimeOffset HeldUntil { get; set; }
}
