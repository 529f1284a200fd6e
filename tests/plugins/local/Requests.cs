using CsiHost.Abstractions.Models;

namespace CsiHost.Plugins.Local.Tests;

/// <summary>Requests with the fields that most tests do not care about.</summary>
internal static class Requests
{
    public const long Size = 1024 * 1024;

    public static VolumeCapability Capability(AccessMode mode = AccessMode.SingleNodeWriter, params string[] flags) =>
        new() { AccessMode = mode, MountFlags = flags };

    public static CreateVolumeRequest Create(
        string name, long required = Size, long limit = 0, Dictionary<string, string>? parameters = null, Dictionary<string, string>? mutable = null) =>
        new()
        {
            Name = name,
            Capabilities = [Capability()],
            Capacity = required == 0 && limit == 0 ? null : new CapacityRange { RequiredBytes = required, LimitBytes = limit },
            Parameters = parameters ?? [],
            MutableParameters = mutable ?? [],
        };

    public static CreateSnapshotRequest Snapshot(string name, VolumeId source) => new() { Name = name, SourceVolume = source };

    public static async Task<Volume> CreateAsync(this LocalBackend backend, CreateVolumeRequest request) =>
        await backend.Provisioner.CreateAsync(request, LocalBackend.Call, CancellationToken.None);

    public static async Task<Volume> CloneAsync(this LocalBackend backend, CreateVolumeRequest request, VolumeId source) =>
        await backend.Copies.CloneAsync(request, source, LocalBackend.Call, CancellationToken.None);

    public static async Task DeleteAsync(this LocalBackend backend, VolumeId id) =>
        await backend.Provisioner.DeleteAsync(new DeleteVolumeRequest { VolumeId = id }, LocalBackend.Call, CancellationToken.None);

    public static async Task<Snapshot> SnapshotAsync(this LocalBackend backend, string name, VolumeId source) =>
        await backend.Snapshots.CreateAsync(Snapshot(name, source), LocalBackend.Call, CancellationToken.None);

    public static async Task<IReadOnlyList<string>> ListAsync(this LocalBackend backend) =>
        [.. (await backend.Listing.ListAsync(new PageRequest(), CancellationToken.None)).Entries.Select(entry => entry.Volume.Id.Value)];
}
