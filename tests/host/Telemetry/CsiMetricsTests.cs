using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using CsiHost.Rpc;
using CsiHost.Telemetry;
using CsiHost.Tests.Rpc.Services;

namespace CsiHost.Tests.Telemetry;

public sealed class CsiMetricsTests
{
    private readonly ConcurrentQueue<(string Instrument, double Value, string Tags)> _seen = new();

    [Fact]
    public async Task Calls_Are_MeasuredByDriverRpcAndCode()
    {
        await using var sut = new DriverHarness();
        using var listener = Listen(sut.Metrics);
        sut.Backend.OnCall = (_, _) =>
        {
            sut.Time.Advance(TimeSpan.FromSeconds(2));
            return Task.CompletedTask;
        };

        await sut.CallAsync(ControllerMethods.DeleteVolume, new() { VolumeId = "v1" });
        await sut.FailAsync(ControllerMethods.DeleteVolume, new());

        var tags = $"driver={DriverHarness.DriverName},rpc=DeleteVolume";
        Of(CsiMetrics.DurationName).ShouldBe([(2.0, tags + ",code=OK"), (0.0, tags + ",code=INVALID_ARGUMENT")]);
        Of(CsiMetrics.ErrorsName).ShouldBe([(1.0, tags + ",code=INVALID_ARGUMENT")]);
        Of(CsiMetrics.InFlightName).ShouldBe([(1.0, tags), (-1.0, tags), (1.0, tags), (-1.0, tags)]);
    }

    [Fact]
    public async Task LightCalls_Are_MeasuredToo()
    {
        await using var sut = new DriverHarness();
        using var listener = Listen(sut.Metrics);

        await sut.CallAsync(IdentityMethods.GetPluginInfo, new());

        Of(CsiMetrics.DurationName).ShouldHaveSingleItem().Item2.ShouldEndWith("rpc=GetPluginInfo,code=OK");
    }

    private IEnumerable<(double, string)> Of(string name) => _seen.Where(entry => entry.Instrument == name).Select(entry => (entry.Value, entry.Tags));

    private MeterListener Listen(CsiMetrics metrics)
    {
        var listener = new MeterListener
        {
            InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Meter == metrics.Meter)
                    listener.EnableMeasurementEvents(instrument);
            },
        };
        listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => _seen.Enqueue((instrument.Name, value, Text(tags))));
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => _seen.Enqueue((instrument.Name, value, Text(tags))));
        listener.Start();
        return listener;
    }

    private static string Text(ReadOnlySpan<KeyValuePair<string, object?>> tags) => string.Join(',', tags.ToArray().Select(tag => $"{tag.Key}={tag.Value}"));
}
