using CsiHost.Telemetry.Export;

namespace CsiHost.Tests.Export;

public sealed class MetricNameTests
{
    [Theory]
    [InlineData("csihost_csi_call_duration_seconds", "s", MetricKind.Histogram, "csihost_csi_call_duration_seconds")]
    [InlineData("csihost.mount.duration", "s", MetricKind.Histogram, "csihost_mount_duration_seconds")]
    [InlineData("csihost_csi_call_errors_total", "{call}", MetricKind.Counter, "csihost_csi_call_errors_total")]
    [InlineData("process_cpu", "s", MetricKind.Counter, "process_cpu_seconds_total")]
    [InlineData("memory", "By", MetricKind.Gauge, "memory_bytes")]
    [InlineData("calls in-flight", null, MetricKind.Gauge, "calls_in_flight")]
    [InlineData("9lives", null, MetricKind.Gauge, "_9lives")]
    [InlineData("größe", null, MetricKind.Gauge, "gr__e")]
    public void Of_Instrument_IsAPrometheusName(string name, string? unit, object kind, string expected) =>
        MetricName.Of(name, unit, (MetricKind)kind).ShouldBe(expected);

    [Fact]
    public void Write_Tags_AreSortedCleanedAndEscaped() =>
        MetricLabels.Write([new("plugin", "a")], [new("z.x", "say \"hi\"\\\n"), new("b", 1), new("plugin", "other"), new("n", null)])
            .ShouldBe("""b="1",n="",plugin="a",z_x="say \"hi\"\\\n" """.TrimEnd());
}
