using CsiHost.Abstractions.Errors;
using CsiHost.Abstractions.Models;
using CsiHost.Abstractions.Mounts;
using CsiHost.Abstractions.Ports;

namespace CsiHost.TestKit.Fakes;

/// <summary>Answers for paths as a test sets them; every other path is healthy and has <see cref="Usage"/>.</summary>
public sealed class FakeFileSystemProbe : IFileSystemProbe
{
    /// <summary>Paths that are not healthy.</summary>
    public Dictionary<string, MountHealth> Health { get; } = [];

    /// <summary>What a healthy path reports.</summary>
    public VolumeStats Usage { get; set; } = new()
    {
        Bytes = new VolumeUsage { Total = 1000, Used = 400, Available = 500 },
        Inodes = new VolumeUsage { Total = 100, Used = 10, Available = 90 },
    };

    /// <inheritdoc/>
    public ValueTask<MountHealth> CheckAsync(string path, CancellationToken cancellationToken) =>
        ValueTask.FromResult(Health.GetValueOrDefault(path, MountHealth.Healthy));

    /// <inheritdoc/>
    public ValueTask<VolumeStats> GetUsageAsync(string path, CancellationToken cancellationToken) =>
        Health.GetValueOrDefault(path, MountHealth.Healthy) switch
        {
            MountHealth.Healthy => ValueTask.FromResult(Usage),
            MountHealth.Missing => throw CsiErrors.NotFound($"{path} does not exist"),
            var health => throw CsiErrors.Unavailable($"{path} does not answer ({health})"),
        };
}
