namespace CsiHost.S3Engine.Tests.Support;

/// <summary>Waits for what a lifetime or another process brings about; the limit only keeps a failed test from hanging.</summary>
internal static class Poll
{
    public static void Until(Func<bool> condition)
    {
        if (!SpinWait.SpinUntil(condition, TimeSpan.FromSeconds(30)))
            throw new TimeoutException("what was waited for did not come about");
    }
}
