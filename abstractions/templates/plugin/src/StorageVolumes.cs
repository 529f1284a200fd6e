using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using CsiHost.Abstractions.Backends.Controller;
using CsiHost.Abstractions.Calls;
using CsiHost.Abstractions.Errors;
using CsiHost.Abstractions.Models;
using CsiHost.Abstractions.Plugins;
using CsiHost.Abstractions.Ports;

namespace ExampleStorage;

/// <summary>
/// Makes, deletes and finds volumes. A class offers what it implements: with <see cref="IVolumeProvisioner"/> the driver advertises
/// CREATE_DELETE_VOLUME. For more, implement more interfaces of <c>CsiHost.Abstractions.Backends</c>, here or in other marked classes.
/// </summary>
[CsiBackend(StoragePlugin.DriverName)]
internal sealed class StorageVolumes(StorageOptions options, IStateStore state) : IVolumeProvisioner, IVolumeLookup
{
    private const long DefaultBytes = 1024 * 1024 * 1024;

    public async ValueTask<Volume> CreateAsync(CreateVolumeRequest request, CallContext call, CancellationToken cancellationToken)
    {
        // The orchestrator repeats a call until it succeeds, so a name that exists is the usual case, not an error.
        var id = IdOf(request.Name);
        if (await FindAsync(id, cancellationToken) is { } existing)
        {
            return request.Capacity is { } range && !range.Contains(existing.Bytes)
                ? throw CsiErrors.Incompatible($"volume {id} of that name has {existing.Bytes} bytes")
                : Describe(id, existing);
        }

        var record = new VolumeRecord(request.Name, request.Capacity?.PreferredBytes ?? DefaultBytes);
        if (record.Bytes > new DriveInfo(Directory.CreateDirectory(options.Root).FullName).TotalSize)
            throw CsiErrors.OutOfRange($"{record.Bytes} bytes are more than the disk has");
        Directory.CreateDirectory(PathOf(id));
        await SaveAsync(id, record, cancellationToken); // last, so that a volume which is recorded is whole
        return Describe(id, record);
    }

    public async ValueTask DeleteAsync(DeleteVolumeRequest request, CallContext call, CancellationToken cancellationToken)
    {
        if (await FindAsync(request.VolumeId.Value, cancellationToken) is null)
            return;
        Directory.Delete(PathOf(request.VolumeId.Value), recursive: true);
        await state.DeleteAsync(request.VolumeId.Value, cancellationToken);
    }

    public async ValueTask<bool> ExistsAsync(VolumeId volumeId, Secrets secrets, CancellationToken cancellationToken) =>
        await FindAsync(volumeId.Value, cancellationToken) is not null;

    /// <summary>Only for ids that <see cref="FindAsync"/> knows: an id comes from outside and may hold anything.</summary>
    public string PathOf(string id) => Path.Combine(options.Root, id);

    public async ValueTask<VolumeRecord?> FindAsync(string id, CancellationToken cancellationToken)
    {
        if (id.Length != 32 || !id.All(char.IsAsciiHexDigitLower))
            return null;
        return await state.ReadAsync(id, cancellationToken) is { } content
            ? JsonSerializer.Deserialize(content, VolumeJson.Default.VolumeRecord)
            : null;
    }

    /// <summary>The store writes atomically: after a crash the old or the new record is there.</summary>
    public ValueTask SaveAsync(string id, VolumeRecord record, CancellationToken cancellationToken) =>
        state.WriteAsync(id, JsonSerializer.SerializeToUtf8Bytes(record, VolumeJson.Default.VolumeRecord), cancellationToken);

    /// <summary>A name may hold slashes and dots; a hash of it cannot leave the folder.</summary>
    private static string IdOf(string name) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(name)))[..32];

    private static Volume Describe(string id, VolumeRecord record) => new() { Id = new VolumeId(id), CapacityBytes = record.Bytes };
}
