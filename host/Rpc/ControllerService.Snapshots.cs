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
    private IEnumerable<UnaryMethod> SnapshotMethods() =>
    [
        Answer(ControllerMethods.CreateSnapshot, RequestTable.CreateSnapshot, Without<ISnapshotter>(HostMode.Controller), CreateSnapshotAsync),
        Answer(ControllerMethods.DeleteSnapshot, RequestTable.DeleteSnapshot, Without<ISnapshotter>(HostMode.Controller), DeleteSnapshotAsync, new()),
        Answer(ControllerMethods.ListSnapshots, RequestTable.ListSnapshots, Without<ISnapshotLister>(HostMode.Controller), ListSnapshotsAsync),
        Answer(ControllerMethods.GetSnapshot, RequestTable.GetSnapshot, Without<ISnapshotGetter>(HostMode.Controller), GetSnapshotAsync),
    ];

    private async ValueTask<CreateSnapshotResponse> CreateSnapshotAsync(CreateSnapshotRequest message, Call call)
    {
        var snapshot = await Driver.Get<ISnapshotter>()!.CreateAsync(message.ToModel(), call.Context, call.Token);
        return new CreateSnapshotResponse { Snapshot = Checked(snapshot) };
    }

    private async ValueTask<DeleteSnapshotResponse> DeleteSnapshotAsync(DeleteSnapshotRequest message, Call call)
    {
        await Driver.Get<ISnapshotter>()!.DeleteAsync(message.ToModel(), call.Context, call.Token);
        return new DeleteSnapshotResponse();
    }

    private async ValueTask<ListSnapshotsResponse> ListSnapshotsAsync(ListSnapshotsRequest message, Call call)
    {
        var request = message.ToModel();
        var page = ResultCheck.NotNull(await Driver.Get<ISnapshotLister>()!.ListAsync(request, call.Token), "the page");
        ResultCheck.Page(page, request.Page);
        foreach (var snapshot in page.Entries)
            ResultCheck.Snapshot(snapshot);
        return page.ToMessage();
    }

    private async ValueTask<GetSnapshotResponse> GetSnapshotAsync(GetSnapshotRequest message, Call call)
    {
        var snapshot = await Driver.Get<ISnapshotGetter>()!.GetAsync(new Models.SnapshotId(message.SnapshotId), message.Secrets.ToSecrets(), call.Token)
            ?? throw CsiErrors.NotFound($"snapshot {message.SnapshotId} does not exist");
        return new GetSnapshotResponse { Snapshot = Checked(snapshot) };
    }

    private static Snapshot Checked(Models.Snapshot? snapshot) => ResultCheck.Snapshot(ResultCheck.NotNull(snapshot, "the snapshot")).ToMessage();
}
