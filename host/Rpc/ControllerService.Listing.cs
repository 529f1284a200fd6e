using CsiHost.Abstractions.Backends.Controller;
using CsiHost.Abstractions.Errors;
using CsiHost.Drivers;
using CsiHost.Pipeline;
using CsiHost.Pipeline.Results;
using CsiHost.Rpc.Mapping;
using CsiHost.Rpc.Proto;
using CsiHost.Rpc.Wire;
using Models = CsiHost.Abstractions.Models;

namespace CsiHost.Rpc;

internal sealed partial class ControllerService
{
    private IEnumerable<UnaryMethod> ListingMethods() =>
    [
        Answer(ControllerMethods.ListVolumes, RequestTable.ListVolumes, Without<IVolumeLister>(HostMode.Controller), ListVolumesAsync),
        Answer(ControllerMethods.GetCapacity, RequestTable.GetCapacity, Without<ICapacityReporter>(HostMode.Controller), GetCapacityAsync),
        Answer(ControllerMethods.ControllerGetVolume, RequestTable.ControllerGetVolume, Without<IVolumeGetter>(HostMode.Controller), GetVolumeAsync),
    ];

    private async ValueTask<ListVolumesResponse> ListVolumesAsync(ListVolumesRequest message, Call call)
    {
        var request = new Models.PageRequest { MaxEntries = message.MaxEntries, StartingToken = message.StartingToken };
        var page = await Driver.Get<IVolumeLister>()!.ListAsync(request, call.Token);
        ResultCheck.Page(ResultCheck.NotNull(page, "the page"), request);
        foreach (var entry in page.Entries)
            ResultCheck.Volume(entry.Volume, range: null, _hasTopology);
        return page.ToMessage(Array.IndexOf(Driver.Capabilities.Controller, ControllerCapability.ListVolumesPublishedNodes) >= 0);
    }

    private async ValueTask<GetCapacityResponse> GetCapacityAsync(GetCapacityRequest message, Call call)
    {
        var report = await Driver.Get<ICapacityReporter>()!.GetCapacityAsync(message.ToModel(), call.Token);
        return ResultCheck.Capacity(ResultCheck.NotNull(report, "the report")).ToMessage();
    }

    private async ValueTask<ControllerGetVolumeResponse> GetVolumeAsync(ControllerGetVolumeRequest message, Call call)
    {
        var entry = await Driver.Get<IVolumeGetter>()!.GetAsync(new Models.VolumeId(message.VolumeId), call.Token)
            ?? throw CsiErrors.NotFound($"volume {message.VolumeId} does not exist");
        ResultCheck.Volume(entry.Volume, range: null, _hasTopology);
        return entry.ToMessage();
    }
}
