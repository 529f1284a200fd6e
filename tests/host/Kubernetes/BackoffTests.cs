using CsiHost.Kubernetes;

namespace CsiHost.Tests.Kubernetes;

public sealed class BackoffTests
{
    [Fact]
    public void Next_AgainAndAgain_DoublesUpToTheLast()
    {
        var sut = new Backoff();
        foreach (var upper in (double[])[2, 4, 8, 16, 30, 30, 30])
            sut.Next().TotalSeconds.ShouldBeInRange(upper / 2, upper);
    }

    [Fact]
    public void Reset_AfterLongDelays_StartsOver()
    {
        var sut = new Backoff();
        for (var attempt = 0; attempt < 9; attempt++)
            sut.Next();
        sut.Reset();

        sut.Next().TotalSeconds.ShouldBeInRange(1, 2);
    }

    [Theory]
    [InlineData(60, 60, 60)]
    [InlineData(0, 1, 2)]
    [InlineData(null, 1, 2)]
    public void Next_ServerAsksForTime_TakesTheLonger(int? seconds, double least, double most) =>
        new Backoff().Next(seconds is { } wait ? TimeSpan.FromSeconds(wait) : null).TotalSeconds.ShouldBeInRange(least, most);
}
