using CsiHost.Pipeline;
using CsiHost.Rpc;
using CsiHost.Rpc.Proto;
using Mode = CsiHost.Rpc.Proto.VolumeCapability.Types.AccessMode.Types.Mode;

namespace CsiHost.TestKit.Conformance;

/// <summary>
/// What one test made: volumes, snapshots, paths. The end takes everything back the way an orchestrator does, more often than needed, and every
/// call of it must succeed; nothing may be left at the paths.
/// </summary>
internal sealed class Scenario
{
    private readonly ConformanceHost _host;
    private readonly string _folder;
    private readonly Stack<string> _volumes = new();
    private readonly Stack<string> _snapshots = new();
    private readonly HashSet<(string Volume, string Path)> _targets = [];
    private readonly HashSet<(string Volume, string Path)> _stagings = [];

    public Scenario(ConformanceHost host)
    {
        _host = host;
        _folder = Directory.CreateDirectory(Path.Combine(host.Work, Guid.NewGuid().ToString("N")[..8])).FullName;
    }

    public DriverClient Driver => _host.Client;

    private ConformanceSettings Settings => _host.Settings;

    public static VolumeCapability Capability(Mode mode = Mode.SingleNodeWriter) =>
        new() { AccessMode = new() { Mode = mode }, Mount = new() };

    public static string NewName(string hint = "conformance") => $"{hint}-{Guid.NewGuid():N}";

    /// <summary>A path that an orchestrator would hand out: its parent exists, it does not.</summary>
    public string NewPath(string hint = "target") => Path.Combine(_folder, $"{hint}-{Guid.NewGuid().ToString("N")[..8]}");

    public CreateVolumeRequest VolumeRequest(string? name = null, Mode mode = Mode.SingleNodeWriter)
    {
        var request = new CreateVolumeRequest
        {
            Name = name ?? NewName(),
            CapacityRange = new() { RequiredBytes = Settings.VolumeBytes },
            VolumeCapabilities = { Capability(mode) },
        };
        request.Parameters.Add(Pairs(Settings.Parameters));
        request.Secrets.Add(Pairs(Settings.Secrets));
        return request;
    }

    public async Task<Volume> CreateVolumeAsync(CreateVolumeRequest? request = null)
    {
        var response = await Driver.CallAsync(ControllerMethods.CreateVolume, request ?? VolumeRequest());
        response.Volume.ShouldNotBeNull();
        response.Volume.VolumeId.ShouldNotBeNullOrEmpty();
        _volumes.Push(response.Volume.VolumeId);
        return response.Volume;
    }

    public DeleteVolumeRequest DeleteRequest(string volumeId)
    {
        var request = new DeleteVolumeRequest { VolumeId = volumeId };
        request.Secrets.Add(Pairs(Settings.Secrets));
        return request;
    }

    public async Task DeleteVolumeAsync(string volumeId) => await Driver.CallAsync(ControllerMethods.DeleteVolume, DeleteRequest(volumeId));

    public CreateSnapshotRequest SnapshotRequest(string sourceVolumeId, string? name = null)
    {
        var request = new CreateSnapshotRequest { SourceVolumeId = sourceVolumeId, Name = name ?? NewName("snapshot") };
        request.Parameters.Add(Pairs(Settings.SnapshotParameters));
        request.Secrets.Add(Pairs(Settings.Secrets));
        return request;
    }

    /// <summary>Cuts a snapshot and repeats the call until it is ready, as the orchestrator does.</summary>
    public async Task<Snapshot> CreateSnapshotAsync(CreateSnapshotRequest request)
    {
        while (true)
        {
            var snapshot = (await Driver.CallAsync(ControllerMethods.CreateSnapshot, request)).Snapshot;
            snapshot.SnapshotId.ShouldNotBeNullOrEmpty();
            snapshot.SourceVolumeId.ShouldBe(request.SourceVolumeId);
            snapshot.CreationTime.ShouldNotBeNull();
            if (!_snapshots.Contains(snapshot.SnapshotId))
                _snapshots.Push(snapshot.SnapshotId);
            if (snapshot.ReadyToUse)
                return snapshot;
            await Task.Delay(TimeSpan.FromSeconds(1), TimeProvider.System);
        }
    }

    public async Task DeleteSnapshotAsync(string snapshotId)
    {
        var request = new DeleteSnapshotRequest { SnapshotId = snapshotId };
        request.Secrets.Add(Pairs(Settings.Secrets));
        await Driver.CallAsync(ControllerMethods.DeleteSnapshot, request);
    }

    public NodeStageVolumeRequest StageRequest(Volume volume, string staging, Mode mode = Mode.SingleNodeWriter)
    {
        Directory.CreateDirectory(staging);
        _stagings.Add((volume.VolumeId, staging));
        var request = new NodeStageVolumeRequest { VolumeId = volume.VolumeId, StagingTargetPath = staging, VolumeCapability = Capability(mode) };
        request.VolumeContext.Add(volume.VolumeContext);
        request.Secrets.Add(Pairs(Settings.Secrets));
        return request;
    }

    public NodePublishVolumeRequest PublishRequest(
        Volume volume, string staging, string target, Mode mode = Mode.SingleNodeWriter, bool readOnly = false)
    {
        _targets.Add((volume.VolumeId, target));
        var request = new NodePublishVolumeRequest
        {
            VolumeId = volume.VolumeId,
            TargetPath = target,
            VolumeCapability = Capability(mode),
            Readonly = readOnly,
            StagingTargetPath = Driver.Stages ? staging : "",
        };
        request.VolumeContext.Add(volume.VolumeContext);
        request.Secrets.Add(Pairs(Settings.Secrets));
        return request;
    }

    /// <summary>Stages, where the driver does, and publishes.</summary>
    /// <returns>The paths.</returns>
    public async Task<(string Staging, string Target)> PublishAsync(Volume volume, Mode mode = Mode.SingleNodeWriter, bool readOnly = false)
    {
        var (staging, target) = (NewPath("staging"), NewPath());
        if (Driver.Stages)
            await Driver.CallAsync(NodeMethods.NodeStageVolume, StageRequest(volume, staging, mode));
        await Driver.CallAsync(NodeMethods.NodePublishVolume, PublishRequest(volume, staging, target, mode, readOnly));
        return (staging, target);
    }

    public async Task UnpublishAsync(string volumeId, string target) =>
        await Driver.CallAsync(NodeMethods.NodeUnpublishVolume, new NodeUnpublishVolumeRequest { VolumeId = volumeId, TargetPath = target });

    public async Task UnstageAsync(string volumeId, string staging) =>
        await Driver.CallAsync(NodeMethods.NodeUnstageVolume, new NodeUnstageVolumeRequest { VolumeId = volumeId, StagingTargetPath = staging });

    public async Task CleanUpAsync()
    {
        while (_snapshots.TryPop(out var snapshot))
            await DeleteSnapshotAsync(snapshot);
        foreach (var (volume, target) in _targets)
            await ShouldEndAsync(() => UnpublishAsync(volume, target));
        foreach (var (volume, staging) in _stagings)
            await ShouldEndAsync(() => UnstageAsync(volume, staging));
        while (_volumes.TryPop(out var volume))
            await DeleteVolumeAsync(volume);
        CheckFolder();
    }

    /// <summary>Only the node calls may find their volume gone.</summary>
    private static async Task ShouldEndAsync(Func<Task> action)
    {
        try
        {
            await action();
        }
        catch (CallStatusException exception) when (exception.Code == StatusCode.NotFound)
        {
        }
    }

    private void CheckFolder()
    {
        File.ReadAllText("/proc/self/mountinfo").ShouldNotContain(_folder);
        foreach (var (_, target) in _targets)
            Path.Exists(target).ShouldBeFalse($"{target} is left after the unpublish");
        foreach (var (_, staging) in _stagings)
            Directory.Delete(staging); // the orchestrator made it and removes it; it must be empty
        Directory.Delete(_folder);
    }

    public static IDictionary<string, string> Pairs(IReadOnlyDictionary<string, string> values) => values.ToDictionary();
}
