using CsiHost.Rpc.Wire;

namespace CsiHost.Tests.Rpc.Wire;

[Trait("tier", "unit")]
public class GrpcTimeoutTests
{
    [Theory]
    [InlineData("1H", 36_000_000_000)]
    [InlineData("2M", 1_200_000_000)]
    [InlineData("3S", 30_000_000)]
    [InlineData("3010m", 30_100_000)]
    [InlineData("1000000u", 10_000_000)]
    [InlineData("120000m", 1_200_000_000)]
    [InlineData("0n", 0)]
    [InlineData("0S", 0)]
    [InlineData("00000001S", 10_000_000)]
    [InlineData("1n", 1)]
    [InlineData("100n", 1)]
    [InlineData("101n", 2)]
    [InlineData("99999999H", 99_999_999 * 36_000_000_000)]
    public void TryParse_Valid_GivesTicks(string text, long ticks)
    {
        GrpcTimeout.TryParse(text, out var timeout).ShouldBeTrue();
        timeout.Ticks.ShouldBe(ticks);
    }

    [Theory]
    [InlineData("")]
    [InlineData("S")]
    [InlineData("1")]
    [InlineData("1s")]
    [InlineData("1 S")]
    [InlineData(" 1S")]
    [InlineData("-1S")]
    [InlineData("+1S")]
    [InlineData("1.5S")]
    [InlineData("123456789S")]
    [InlineData("1S,1S")]
    [InlineData("１S")]
    public void TryParse_Malformed_IsRefused(string text) => GrpcTimeout.TryParse(text, out _).ShouldBeFalse();

    [Theory]
    [InlineData(-1, "0n")]
    [InlineData(0, "0n")]
    [InlineData(1, "100n")]
    [InlineData(999_999, "99999900n")]
    [InlineData(1_000_000, "100000u")]
    [InlineData(100_000_000, "10000000u")]
    [InlineData(1_200_000_000, "120000m")]
    [InlineData(864_000_000_000, "86400000m")]
    [InlineData(86_400_000_000_000, "8640000S")]
    [InlineData(long.MaxValue, "99999999M")]
    public void Format_UsesTheFinestUnitThatFits(long ticks, string text) => GrpcTimeout.Format(new TimeSpan(ticks)).ShouldBe(text);

    [Theory]
    [InlineData(1)]
    [InlineData(12_345_678)]
    [InlineData(600_000_000)]
    [InlineData(72_000_000_000)]
    public void Format_ThenTryParse_LosesAtMostTheUnit(long ticks)
    {
        GrpcTimeout.TryParse(GrpcTimeout.Format(new TimeSpan(ticks)), out var timeout).ShouldBeTrue();
        timeout.Ticks.ShouldBeInRange(ticks - TimeSpan.TicksPerMillisecond, ticks);
    }
}
