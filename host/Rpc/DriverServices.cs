using CsiHost.Drivers;
using CsiHost.Pipeline;
using CsiHost.Rpc.Wire;

namespace CsiHost.Rpc;

/// <summary>Everything one driver's socket serves of CSI.</summary>
internal static class DriverServices
{
    /// <summary>Binds every method once. All services are there in every mode; what the driver or the mode lacks answers UNIMPLEMENTED.</summary>
    public static UnaryServiceTable Create(
        DriverInstance driver, CallPipeline pipeline, Readiness readiness, NodeServices node, string hostVersion) =>
        new(Methods(driver, pipeline, readiness, node, hostVersion));

    /// <summary>The methods alone, for a socket that serves more than CSI.</summary>
    public static IEnumerable<UnaryMethod> Methods(
        DriverInstance driver, CallPipeline pipeline, Readiness readiness, NodeServices node, string hostVersion) =>
    [
        .. new IdentityService(driver, pipeline, readiness, hostVersion).Methods(),
        .. new ControllerService(driver, pipeline).Methods(),
        .. new NodeService(driver, pipeline, node).Methods(),
        .. AbsentServices.GroupController(driver, pipeline),
        .. AbsentServices.SnapshotMetadata(driver, pipeline),
    ];
}
