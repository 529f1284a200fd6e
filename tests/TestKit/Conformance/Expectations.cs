namespace CsiHost.TestKit.Conformance;

/// <summary>Expectations that the specification words as alternatives.</summary>
internal static class Expectations
{
    /// <summary>A size is either unknown (zero) or large enough.</summary>
    public static void ShouldBeUnknownOrAtLeast(this long actual, long least)
    {
        if (actual != 0)
            actual.ShouldBeGreaterThanOrEqualTo(least);
    }
}
