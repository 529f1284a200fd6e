namespace CsiHost.Processes;

/// <summary>The pauses before a helper is started again: 1 s, doubling to 60 s, and from the beginning after it ran for a minute.</summary>
internal sealed class RestartBackoff
{
    private static readonly TimeSpan First = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(60);
    private TimeSpan _next = First;

    /// <summary>The pause after a run of this length.</summary>
    public TimeSpan After(TimeSpan run)
    {
        if (run >= Longest)
            _next = First;
        var pause = _next;
        _next = pause * 2 > Longest ? Longest : pause * 2;
        return pause;
    }
}
