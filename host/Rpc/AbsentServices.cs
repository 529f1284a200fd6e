using CsiHost.Drivers;
using CsiHost.Pipeline;
using CsiHost.Rpc.Proto;
using CsiHost.Rpc.Wire;
using Google.Protobuf;

namespace CsiHost.Rpc;

/// <summary>
/// <c>csi.v1.GroupController</c> and <c>csi.v1.SnapshotMetadata</c>, which no contract interface stands for yet. They answer like any other
/// call that a driver does not offer: with a text that says so, and in the metrics.
/// </summary>
internal sealed class AbsentServices(string service, DriverInstance driver, CallPipeline pipeline) : DriverService(service, driver, pipeline)
{
    public static IEnumerable<UnaryMethod> GroupController(DriverInstance driver, CallPipeline pipeline)
    {
        var service = new AbsentServices("csi.v1.GroupController", driver, pipeline);
        return
        [
            service.Refuse(GroupControllerMethods.GroupControllerGetCapabilities, "group snapshots"),
            service.Refuse(GroupControllerMethods.CreateVolumeGroupSnapshot, "group snapshots"),
            service.Refuse(GroupControllerMethods.DeleteVolumeGroupSnapshot, "group snapshots"),
            service.Refuse(GroupControllerMethods.GetVolumeGroupSnapshot, "group snapshots"),
        ];
    }

    /// <summary>Its methods stream, but a refusal is the same for both kinds.</summary>
    public static IEnumerable<UnaryMethod> SnapshotMetadata(DriverInstance driver, CallPipeline pipeline)
    {
        const string path = "csi.v1.SnapshotMetadata";
        var service = new AbsentServices(path, driver, pipeline);
        return
        [
            service.Refuse(
                new UnaryMethodDescriptor<GetMetadataAllocatedRequest, GetMetadataAllocatedResponse>(
                    $"/{path}/GetMetadataAllocated", GetMetadataAllocatedRequest.Parser, GetMetadataAllocatedResponse.Parser),
                "snapshot metadata"),
            service.Refuse(
                new UnaryMethodDescriptor<GetMetadataDeltaRequest, GetMetadataDeltaResponse>(
                    $"/{path}/GetMetadataDelta", GetMetadataDeltaRequest.Parser, GetMetadataDeltaResponse.Parser),
                "snapshot metadata"),
        ];
    }

    private UnaryMethod Refuse<TRequest, TResponse>(UnaryMethodDescriptor<TRequest, TResponse> descriptor, string what)
        where TRequest : class, IMessage<TRequest>
        where TResponse : class, IMessage<TResponse> =>
        Tell(descriptor, (_, _) => throw new InvalidOperationException("refused before"), missing: $"this host has no {what}");
}
