using CsiHost.Abstractions.Backends;
using CsiHost.Abstractions.Backends.Controller;
using CsiHost.Abstractions.Backends.Node;
using CsiHost.Abstractions.Errors;
using CsiHost.Drivers;
using CsiHost.Pipeline;
using CsiHost.Pipeline.Results;
using CsiHost.Pipeline.Validation;
using CsiHost.Rpc.Mapping;
using CsiHost.Rpc.Proto;
using CsiHost.Rpc.Wire;
using Models = CsiHost.Abstractions.Models;

namespace CsiHost.Rpc;

/// <summary>
/// <c>csi.v1.Controller</c>: translate, ask the backend, check, translate back. It is registered in every mode, since clients look for it
/// and take an empty list of capabilities for an answer.
/// </summary>
internal sealed partial class ControllerService(DriverInstance driver, CallPipeline pipeline)
    : DriverService("csi.v1.Controller", driver, pipeline)
{
    private readonly bool _hasTopology = driver.Get<INodeTopology>() is not null;

    public IEnumerable<UnaryMethod> Methods()
    {
        var capabilities = Driver.Capabilities.ToControllerMessage();
        return
        [
            Tell(ControllerMethods.ControllerGetCapabilities, (_, _) => ValueTask.FromResult(capabilities)),
            Answer(ControllerMethods.CreateVolume, RequestTable.CreateVolume, Without<IVolumeProvisioner>(HostMode.Controller), CreateVolumeAsync),
            Answer(ControllerMethods.DeleteVolume, RequestTable.DeleteVolume, Without<IVolumeProvisioner>(HostMode.Controller), DeleteVolumeAsync, new()),
            Answer(ControllerMethods.ControllerPublishVolume, RequestTable.ControllerPublishVolume, Without<IVolumeAttacher>(HostMode.Controller), AttachAsync),
            Answer(
                ControllerMethods.ControllerUnpublishVolume, RequestTable.ControllerUnpublishVolume, Without<IVolumeAttacher>(HostMode.Controller), DetachAsync),
            // Needs no backend: rules alone can answer.
            Answer(ControllerMethods.ValidateVolumeCapabilities, RequestTable.ValidateVolumeCapabilities, missing: null, ValidateAsync),
            Answer(ControllerMethods.ControllerExpandVolume, RequestTable.ControllerExpandVolume, Without<IVolumeExpander>(HostMode.Controller), ExpandAsync),
            Answer(ControllerMethods.ControllerModifyVolume, RequestTable.ControllerModifyVolume, Without<IVolumeModifier>(HostMode.Controller), ModifyAsync),
            .. ListingMethods(),
            .. SnapshotMethods(),
        ];
    }

    private async ValueTask<CreateVolumeResponse> CreateVolumeAsync(CreateVolumeRequest message, Call call)
    {
        var request = message.ToModel();
        var volume = message.VolumeContentSource switch
        {
            { Snapshot: { } source } => await RestoreAsync(request, new Models.SnapshotId(source.SnapshotId), call),
            { Volume: { } source } => await CloneAsync(request, new Models.VolumeId(source.VolumeId), call),
            _ => await Driver.Get<IVolumeProvisioner>()!.CreateAsync(request, call.Context, call.Token),
        };
        ResultCheck.Volume(ResultCheck.NotNull(volume, "the volume"), request.Capacity, _hasTopology);
        return new CreateVolumeResponse { Volume = volume.ToMessage() };
    }

    // The provisioner throws a volume away that does not say what it was made from, so the host says it.
    private async ValueTask<Models.Volume> RestoreAsync(Models.CreateVolumeRequest request, Models.SnapshotId source, Call call)
    {
        var restorer = Driver.Get<ISnapshotRestorer>()
            ?? throw CsiErrors.InvalidArgument("volume_content_source.snapshot", "is not supported by this driver");
        var volume = ResultCheck.NotNull(await restorer.RestoreAsync(request, source, call.Context, call.Token), "the volume");
        return volume with { SourceSnapshot = source, SourceVolume = null };
    }

    private async ValueTask<Models.Volume> CloneAsync(Models.CreateVolumeRequest request, Models.VolumeId source, Call call)
    {
        var cloner = Driver.Get<IVolumeCloner>()
            ?? throw CsiErrors.InvalidArgument("volume_content_source.volume", "is not supported by this driver");
        var volume = ResultCheck.NotNull(await cloner.CloneAsync(request, source, call.Context, call.Token), "the volume");
        return volume with { SourceVolume = source, SourceSnapshot = null };
    }

    private async ValueTask<DeleteVolumeResponse> DeleteVolumeAsync(DeleteVolumeRequest message, Call call)
    {
        await Driver.Get<IVolumeProvisioner>()!.DeleteAsync(message.ToModel(), call.Context, call.Token);
        return new DeleteVolumeResponse();
    }

    private async ValueTask<ControllerPublishVolumeResponse> AttachAsync(ControllerPublishVolumeRequest message, Call call)
    {
        var attacher = Driver.Get<IVolumeAttacher>()!;
        var context = await attacher.AttachAsync(message.ToModel(attacher.SupportsReadOnly), call.Context, call.Token);
        var response = new ControllerPublishVolumeResponse();
        response.PublishContext.Fill(ResultCheck.Map(ResultCheck.NotNull(context, "the publish context"), "the publish context"));
        return response;
    }

    private async ValueTask<ControllerUnpublishVolumeResponse> DetachAsync(ControllerUnpublishVolumeRequest message, Call call)
    {
        await Driver.Get<IVolumeAttacher>()!.DetachAsync(message.ToModel(), call.Context, call.Token);
        return new ControllerUnpublishVolumeResponse();
    }

    private async ValueTask<ControllerExpandVolumeResponse> ExpandAsync(ControllerExpandVolumeRequest message, Call call)
    {
        var request = message.ToModel();
        var result = await Driver.Get<IVolumeExpander>()!.ExpandAsync(request, call.Context, call.Token);
        return ResultCheck.Expanded(ResultCheck.NotNull(result, "the result"), request.Capacity).ToMessage();
    }

    private async ValueTask<ControllerModifyVolumeResponse> ModifyAsync(ControllerModifyVolumeRequest message, Call call)
    {
        await Driver.Get<IVolumeModifier>()!.ModifyAsync(message.ToModel(), call.Context, call.Token);
        return new ControllerModifyVolumeResponse();
    }

    private async ValueTask<ValidateVolumeCapabilitiesResponse> ValidateAsync(ValidateVolumeCapabilitiesRequest message, Call call)
    {
        await ThrowIfAbsentAsync(new Models.VolumeId(message.VolumeId), message.Secrets.ToSecrets(), call);
        if (FindViolation(message) is { } violation)
            return new ValidateVolumeCapabilitiesResponse { Message = violation.Message };
        var confirmed = new ValidateVolumeCapabilitiesResponse.Types.Confirmed();
        confirmed.VolumeContext.Add(message.VolumeContext);
        confirmed.VolumeCapabilities.AddRange(message.VolumeCapabilities);
        confirmed.Parameters.Add(message.Parameters);
        confirmed.MutableParameters.Add(message.MutableParameters);
        return new ValidateVolumeCapabilitiesResponse { Confirmed = confirmed };
    }

    private async ValueTask ThrowIfAbsentAsync(Models.VolumeId volumeId, Models.Secrets secrets, Call call)
    {
        var exists = (Driver.Get<IVolumeGetter>(), Driver.Get<IVolumeLookup>()) switch
        {
            (_, { } lookup) => await lookup.ExistsAsync(volumeId, secrets, call.Token),
            ({ } getter, _) => await getter.GetAsync(volumeId, call.Token) is not null,
            _ => true,
        };
        if (!exists)
            throw CsiErrors.NotFound($"volume {volumeId} does not exist");
    }

    private Violation? FindViolation(ValidateVolumeCapabilitiesRequest message)
    {
        if (Driver.Get<IVolumeRules>() is not { } rules)
            return null;
        var context = WorkloadMapping.WithoutPodKeys(message.VolumeContext);
        return message.VolumeCapabilities
            .Select((capability, index) => DriverRules.FindCapability(rules, capability.ToModel(), context, $"volume_capabilities[{index}]"))
            .FirstOrDefault(violation => violation is not null)
            ?? DriverRules.FindKey("parameters", message.Parameters, rules.Rules.ParameterKeys)
            ?? DriverRules.FindKey("mutable_parameters", message.MutableParameters, rules.Rules.MutableParameterKeys);
    }
}
