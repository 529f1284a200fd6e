using CsiHost.Abstractions.Backends.Controller;
using CsiHost.Abstractions.Models;
using CsiHost.Abstractions.Plugins;
using CsiHost.Plugins.Local.Store;

namespace CsiHost.Plugins.Local.Controller;

/// <summary>Answers what volumes there are. <see cref="PageRequest.Cut"/> does the paging, bad tokens included.</summary>
[CsiBackend(LocalPlugin.DriverName)]
internal sealed class LocalListing(LocalStore store, VolumeMaker maker) : IVolumeLister, IVolumeGetter, IVolumeLookup
{
    public ValueTask<Page<VolumeEntry>> ListAsync(PageRequest request, CancellationToken cancellationToken)
    {
        var page = request.Cut(store.Volumes.List(), record => record.Id);
        return ValueTask.FromResult(new Page<VolumeEntry> { Entries = [.. page.Entries.Select(Describe)], NextToken = page.NextToken });
    }

    public ValueTask<VolumeEntry?> GetAsync(VolumeId volumeId, CancellationToken cancellationToken) =>
        ValueTask.FromResult(store.Volumes.Find(volumeId.Value) is { } record ? Describe(record) : null);

    public ValueTask<bool> ExistsAsync(VolumeId volumeId, Secrets secrets, CancellationToken cancellationToken) =>
        ValueTask.FromResult(store.Volumes.Find(volumeId.Value) is not null);

    private VolumeEntry Describe(VolumeRecord record)
    {
        var hasData = Directory.Exists(store.Volumes.DataPath(record.Id));
        return new VolumeEntry
        {
            Volume = maker.Describe(record),
            Condition = new VolumeCondition { IsAbnormal = !hasData, Message = hasData ? "the volume is in place" : "the volume's data folder is gone" },
        };
    }
}
