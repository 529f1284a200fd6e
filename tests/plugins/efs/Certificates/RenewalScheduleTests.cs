using CsiHost.Plugins.Efs.Certificates;

namespace CsiHost.Plugins.Efs.Tests.Certificates;

public sealed class RenewalScheduleTests
{
    private static readonly TimeSpan Hour = TimeSpan.FromMinutes(60);

    [Theory]
    [InlineData(null, 0, 3600)]
    [InlineData(null, 1, 3240)]
    [InlineData(7200, 0, 3600)]
    [InlineData(4500, 0, 3600)]
    [InlineData(3000, 0, 2400)]
    [InlineData(3000, 0.5, 2280)]
    [InlineData(900, 0, 720)]
    [InlineData(3, 0, 5)]
    [InlineData(0, 1, 5)]
    [InlineData(-60, 0, 5)]
    public void AfterSuccess_IsTheIntervalOrFourFifthsOfTheCredentials(int? secondsLeft, double random, double expected) => RenewalSchedule
        .AfterSuccess(Hour, secondsLeft is { } left ? TimeSpan.FromSeconds(left) : null, random).TotalSeconds.ShouldBe(expected, 0.001);

    [Theory]
    [InlineData(1, 0, 5)]
    [InlineData(1, 1, 2.5)]
    [InlineData(2, 0, 10)]
    [InlineData(4, 0, 40)]
    [InlineData(7, 0, 300)]
    [InlineData(1000, 0, 300)]
    public void AfterFailure_Grows(int failures, double random, double expected) =>
        RenewalSchedule.AfterFailure(failures, random).TotalSeconds.ShouldBe(expected, 0.001);
}
