using CsiHost.Abstractions.Errors;
using CsiHost.Abstractions.Models;
using CsiHost.Drivers;
using CsiHost.Pipeline;
using CsiHost.Rpc.Mapping;
using CsiHost.Rpc.Proto;
using CsiHost.Rpc.Wire;

namespace CsiHost.Rpc;

/// <summary><c>csi.v1.Identity</c>: who the driver is and whether it is ready. Every answer is at hand.</summary>
internal sealed class IdentityService(DriverInstance driver, CallPipeline pipeline, Readiness readiness, string hostVersion)
    : DriverService("csi.v1.Identity", driver, pipeline)
{
    // Answers are written, never changed, so all calls share one.
    private readonly ProbeResponse _ready = new() { Ready = true };
    private readonly ProbeResponse _starting = new() { Ready = false };
    private GetPluginInfoResponse? _info;

    public IEnumerable<UnaryMethod> Methods()
    {
        var capabilities = Driver.Capabilities.ToPluginMessage();
        yield return Tell(IdentityMethods.GetPluginInfo, (_, _) => ValueTask.FromResult(_info ??= Describe()));
        yield return Tell(IdentityMethods.GetPluginCapabilities, (_, _) => ValueTask.FromResult(capabilities));
        yield return Tell(IdentityMethods.Probe, (_, _) => Probe());
    }

    private GetPluginInfoResponse Describe() => new()
    {
        Name = Driver.Name.Value,
        VendorVersion = Driver.Plugin.Version,
        Manifest = { ["plugin"] = Driver.Plugin.Id, ["contract"] = Driver.Plugin.ContractVersion, ["host"] = hostVersion },
    };

    private ValueTask<ProbeResponse> Probe() => readiness.Current switch
    {
        { State: ReadinessState.Ready } => ValueTask.FromResult(_ready),
        // Sidecars wait for a driver that says so, and exit on an error.
        { State: ReadinessState.Starting } => ValueTask.FromResult(_starting),
        var report => throw CsiErrors.FailedPrecondition(
            report.Reason.Length > 0 ? $"driver {Driver.Name} is unhealthy: {report.Reason}" : $"driver {Driver.Name} is unhealthy"),
    };
}
