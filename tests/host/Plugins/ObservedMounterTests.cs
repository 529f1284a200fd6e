using System.Diagnostics.Metrics;
using CsiHost.Abstractions.Mounts;
using CsiHost.Abstractions.Plugins;
using CsiHost.Abstractions.Ports;
using CsiHost.Plugins.Ports;
using CsiHost.TestKit.Fakes;
using CsiHost.TestKit.Time;
using Microsoft.Extensions.DependencyInjection;
using NSubstitute;

namespace CsiHost.Tests.Plugins;

/// <summary>What surrounds the mount port of a plugin.</summary>
public sealed class ObservedMounterTests
{
    private readonly IMounter _inner = Substitute.For<IMounter>();

    [Fact]
    public async Task Mount_LogsSourceAndTargetButNoOption()
    {
        using var log = new LogCapture();
        var step = new FileSystemMountStep { FileSystemType = "nfs4", Source = "host:/", Target = "/t", Options = ["password=secret"] };

        await new LoggedMounter(_inner, log.For<LoggedMounter>()).MountAsync(step, CancellationToken.None);

        await _inner.Received(1).MountAsync(step, CancellationToken.None);
        log.Lines.ShouldHaveSingleItem().Text.ShouldBe("Mounting nfs4 host:/ at /t");
    }

    [Theory]
    [InlineData(true, "ok")]
    [InlineData(false, "failed")]
    public async Task Unmount_IsMeasuredWithItsOutcome(bool works, string outcome)
    {
        await using var services = new ServiceCollection().AddMetrics().BuildServiceProvider();
        var meters = services.GetRequiredService<IMeterFactory>();
        var measured = new List<string>();
        using var listener = new MeterListener { InstrumentPublished = (instrument, self) => self.EnableMeasurementEvents(instrument) };
        listener.SetMeasurementEventCallback<double>((instrument, _, tags, _) =>
        {
            // Other tests run at the same time and have meters of that name.
            if (instrument.Meter.Scope == meters)
                measured.Add(string.Join(' ', tags.ToArray().Select(tag => $"{tag.Key}={tag.Value}")));
        });
        listener.Start();
        if (!works)
            _inner.When(async inner => await inner.UnmountAsync("/t", UnmountPolicy.Default, CancellationToken.None)).Throw(new IOException("busy"));
        var sut = new TimedMounter(_inner, new PluginInfo { Id = "p", Version = "1.0.0", ContractVersion = "1.0" }, new ManualTimeProvider(), meters);

        var thrown = await Record.ExceptionAsync(() => sut.UnmountAsync("/t", UnmountPolicy.Default, CancellationToken.None).AsTask());

        (thrown is null).ShouldBe(works);
        measured.ShouldBe([$"plugin=p operation=unmount outcome={outcome}"]);
    }
}
