using System.Diagnostics.Metrics;
using CsiHost.Telemetry.Export;

namespace CsiHost.Tests.Export;

public sealed class PrometheusTextTests : IDisposable
{
    private readonly Meter _meter = new("CsiHost.Tests");
    private readonly MetricStore _sut;

    public PrometheusTextTests() => _sut = new MetricStore(instrument => ReferenceEquals(instrument.Meter, _meter));

    private string Text => PrometheusText.Write(_sut.Collect());

    public void Dispose()
    {
        _sut.Dispose();
        _meter.Dispose();
    }

    [Fact]
    public void Write_EveryKind_IsTheExpositionFormat()
    {
        var counter = _meter.CreateCounter<long>("calls", "{call}", "Calls,\nall of them \\o/.");
        var gauge = _meter.CreateUpDownCounter<int>("in_flight", null, "Now.");
        var level = _meter.CreateGauge<double>("level", "1", "How full.");
        var times = _meter.CreateHistogram("time", "s", "How long.", tags: null, new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.5, 1] });
        _meter.CreateObservableGauge("watched", () => new Measurement<int>(7, new KeyValuePair<string, object?>("on", true)), null, "Seen.");

        counter.Add(2, new("rpc", "b"), new("driver", "x"));
        counter.Add(3, new("driver", "x"), new("rpc", "b"));
        counter.Add(1, new("driver", "x"), new("rpc", "a"));
        gauge.Add(5);
        gauge.Add(-2);
        level.Record(0.25);
        level.Record(double.PositiveInfinity);
        foreach (var seconds in new[] { 0.5, 0.75, 2, 3 })
            times.Record(seconds);

        Text.ShouldBe(
            """
            # HELP calls_total Calls,\nall of them \\o/.
            # TYPE calls_total counter
            calls_total{driver="x",rpc="a"} 1
            calls_total{driver="x",rpc="b"} 5
            # HELP in_flight Now.
            # TYPE in_flight gauge
            in_flight 3
            # HELP level_ratio How full.
            # TYPE level_ratio gauge
            level_ratio +Inf
            # HELP time_seconds How long.
            # TYPE time_seconds histogram
            time_seconds_bucket{le="0.5"} 1
            time_seconds_bucket{le="1"} 2
            time_seconds_bucket{le="+Inf"} 4
            time_seconds_sum 6.25
            time_seconds_count 4
            # HELP watched Seen.
            # TYPE watched gauge
            watched{on="True"} 7

            """);
    }

    [Fact]
    public void Write_ObservedSeriesThatIsGone_Disappears()
    {
        var names = new List<string> { "a", "b" };
        _meter.CreateObservableGauge("observed", () => names.Select(name => new Measurement<int>(1, new KeyValuePair<string, object?>("name", name))));
        Text.ShouldContain("name=\"b\"");

        names.Remove("b");

        var text = Text;
        text.ShouldNotContain("name=\"b\"");
        text.ShouldContain("observed{name=\"a\"} 1");
    }

    [Fact]
    public void Write_TooManySeries_ShareOne()
    {
        var counter = _meter.CreateCounter<long>("wide");

        for (var i = 0; i < InstrumentData.MaxSeries + 50; i++)
            counter.Add(1, new KeyValuePair<string, object?>("volume", i));

        Text.ShouldContain("wide_total{overflow=\"true\"} 50\n");
        _sut.Collect().ShouldHaveSingleItem().Series.Count.ShouldBe(InstrumentData.MaxSeries + 1);
    }

    [Fact]
    public void Write_NothingMeasured_IsEmpty()
    {
        _meter.CreateCounter<long>("never");

        Text.ShouldBeEmpty();
    }

    [Fact]
    public async Task Measure_ManyThreads_LosesNothing()
    {
        var counter = _meter.CreateCounter<double>("sum");
        var times = _meter.CreateHistogram<int>("spread");

        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() =>
        {
            for (var i = 0; i < 5000; i++)
            {
                counter.Add(0.5);
                times.Record(i % 20);
            }
        })));

        var text = Text;
        text.ShouldContain("sum_total 20000\n");
        text.ShouldContain("spread_count 40000\n");
    }

    [Theory]
    [InlineData("CsiHost", true)]
    [InlineData("CsiHost.Plugin.local", true)]
    [InlineData("CsiHostile", false)]
    [InlineData("System.Net.Http", false)]
    public void IsOurs_MeterName_DecidesByItsRoot(string meter, bool expected) => MetricStore.IsOurs(meter).ShouldBe(expected);

    [Fact]
    public void Collect_PluginMeter_IsLabelledWithThePlugin()
    {
        using var meter = new Meter("CsiHost.Plugin.sample");
        using var sut = new MetricStore(instrument => ReferenceEquals(instrument.Meter, meter));

        meter.CreateCounter<int>("things").Add(1);

        PrometheusText.Write(sut.Collect()).ShouldContain("things_total{plugin=\"sample\"} 1");
    }

    [Fact]
    public void ProcessMetrics_Collected_HaveTheNamesDashboardsKnow()
    {
        using var sut = new MetricStore(instrument => instrument.Meter.Name == "CsiHost.Process");
        using var process = new ProcessMetrics("1.2.3", [[new("plugin", "sample"), new("version", "1.0.0")]], [new("policy", "default")]);

        var text = PrometheusText.Write(sut.Collect());

        foreach (var name in new[] { "process_cpu_seconds_total", "process_resident_memory_bytes", "process_start_time_seconds", "process_open_fds" })
            text.ShouldContain($"\n{name} ");
        text.ShouldContain("csihost_build_info{version=\"1.2.3\"} 1");
        text.ShouldContain("csihost_plugin_info{plugin=\"sample\",version=\"1.0.0\"} 1");
        text.ShouldContain("csihost_crypto_info{policy=\"default\"} 1");
    }
}
