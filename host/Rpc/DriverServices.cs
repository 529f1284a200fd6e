using CsiHost.Abstractions.Models;
using CsiHost.Drivers;
using CsiHost.Pipeline;
using CsiHost.Rpc.Wire;

namespace CsiHost.Rpc;

/// <summary>Everything one driver's socket serves: CSI, and gRPC's health service.</summary>
internal static class DriverServices
{
    /// <summary>All services are there in every mode; what the driver or the mode lacks answers UNIMPLEMENTED.</summary>
    public static UnaryServiceTable Create(
        DriverInstance driver, CallPipeline pipeline, Readiness readiness, NodeServices node, string hostVersion) =>
        new(new Dictionary<string, Func<IEnumerable<UnaryMethod>>>
        {
            ["csi.v1.Identity"] = () => new IdentityService(driver, pipeline, readiness, hostVersion).Methods(),
            ["csi.v1.Controller"] = () => new ControllerService(driver, pipeline).Methods(),
            ["csi.v1.Node"] = () => new NodeService(driver, pipeline, node).Methods(),
            ["csi.v1.GroupController"] = () => AbsentServices.GroupController(driver, pipeline),
            ["csi.v1.SnapshotMetadata"] = () => AbsentServices.SnapshotMetadata(driver, pipeline),
            ["grpc.health.v1.Health"] = () => new HealthService(service => service.Length == 0 ? readiness.Current.State == ReadinessState.Ready : null).Methods,
        });
}
