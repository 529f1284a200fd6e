using CsiHost.Hosting;
using CsiHost.TestKit.Fakes;
using Microsoft.Extensions.Logging;

namespace CsiHost.Tests.Hosting;

public sealed class StopStackTests
{
    [Fact]
    public async Task Run_Steps_StopInReverseThroughErrors()
    {
        using var log = new LogCapture();
        var order = new List<string>();
        var sut = new StopStack(log.CreateLogger("stop"));
        sut.Push("first", _ => Note(order, "first"));
        sut.Push("second", _ => throw new IOException("stuck"));
        sut.Push("third", _ => Note(order, "third"));

        (await sut.RunAsync(CancellationToken.None)).ShouldBeFalse();

        order.ShouldBe(["third", "first"]);
        log.Lines.ShouldHaveSingleItem().Text.ShouldStartWith("stopping second failed; going on");
        (await sut.RunAsync(CancellationToken.None)).ShouldBeTrue("every step stops once");
    }

    [Fact]
    public async Task Run_LimitPassed_GoesOnAndSaysSo()
    {
        using var log = new LogCapture();
        var order = new List<string>();
        var sut = new StopStack(log.CreateLogger("stop"));
        sut.Push("first", _ => Note(order, "first"));
        sut.Push("slow", async limit => await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, limit));

        (await sut.RunAsync(new CancellationToken(canceled: true))).ShouldBeFalse();

        order.ShouldBe(["first"]);
        log.Lines.ShouldHaveSingleItem().Level.ShouldBe(LogLevel.Warning);
    }

    private static ValueTask Note(List<string> order, string name)
    {
        order.Add(name);
        return ValueTask.CompletedTask;
    }
}
