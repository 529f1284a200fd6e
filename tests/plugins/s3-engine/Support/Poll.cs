using System.Diagnostics;

namespace CsiHost.S3Engine.Tests.Support;

/// <summary>Waits for what a lifetime or another process brings about; the limit only keeps a failed test from hanging.</summary>
internal static class Poll
{
    public static void Until(Func<bool> condition)
    {
        var watch = Stopwatch.StartNew();
        while (!condition())
        {
            if (watch.Elapsed > TimeSpan.FromSeconds(30))
                throw new TimeoutException("what was waited for did not come about");
            Thread.Yield();
        }
    }
}
