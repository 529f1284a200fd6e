using System.Runtime.CompilerServices;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace CsiHost.Telemetry.Export;

/// <summary>
/// Sends metrics and traces to an OTLP collector. The only class that names OpenTelemetry types, so its assemblies are loaded only where a
/// collector is configured.
/// </summary>
internal sealed class OtlpExport : IDisposable
{
    private readonly MeterProvider _meters;
    private readonly TracerProvider _traces;

    private OtlpExport(Uri endpoint, bool isGrpc, string version)
    {
        var resource = ResourceBuilder.CreateEmpty().AddService("csi-host", serviceVersion: version);
        _meters = Sdk.CreateMeterProviderBuilder()
            .SetResourceBuilder(resource)
            .AddMeter("CsiHost", "CsiHost.*")
            .AddOtlpExporter(options => Configure(options, endpoint, isGrpc, "v1/metrics"))
            .Build();
        _traces = Sdk.CreateTracerProviderBuilder()
            .SetResourceBuilder(resource)
            .AddSource("CsiHost", "CsiHost.*")
            .AddOtlpExporter(options => Configure(options, endpoint, isGrpc, "v1/traces"))
            .Build();
    }

    /// <summary>Starts; disposing sends what is left.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static IDisposable Start(Uri endpoint, bool isGrpc, string version) => new OtlpExport(endpoint, isGrpc, version);

    public void Dispose()
    {
        _meters.Dispose();
        _traces.Dispose();
    }

    private static void Configure(OtlpExporterOptions options, Uri endpoint, bool isGrpc, string path)
    {
        options.Protocol = isGrpc ? OtlpExportProtocol.Grpc : OtlpExportProtocol.HttpProtobuf;
        // Set from code, the exporter takes the address as it is; the path of each signal belongs to it.
        options.Endpoint = isGrpc ? endpoint : new Uri(endpoint.AbsoluteUri.TrimEnd('/') + "/" + path);
    }
}
