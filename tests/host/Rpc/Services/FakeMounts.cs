using System.Collections.Concurrent;
using CsiHost.Abstractions.Backends.Node;
using CsiHost.Abstractions.Calls;
using CsiHost.Abstractions.Models;
using CsiHost.Mounts;

namespace CsiHost.Tests.Rpc.Services;

/// <summary>Notes what it was asked instead of mounting.</summary>
internal sealed class FakeMounts : INodeMounts, IVolumeStatsReader
{
    private readonly ConcurrentQueue<(string Method, object Request, CallContext? Call)> _asked = new();

    public IReadOnlyList<(string Method, object Request, CallContext? Call)> Asked => [.. _asked];

    public Func<string, CancellationToken, Task> OnCall { get; set; } = (_, _) => Task.CompletedTask;

    public ValueTask StageAsync(StageRequest request, CallContext call, CancellationToken cancellationToken) =>
        NoteAsync("Stage", request, call, cancellationToken);

    public ValueTask UnstageAsync(VolumeId volumeId, AbsolutePath stagingPath, CallContext call, CancellationToken cancellationToken) =>
        NoteAsync("Unstage", stagingPath, call, cancellationToken);

    public ValueTask PublishAsync(PublishRequest request, CallContext call, CancellationToken cancellationToken) =>
        NoteAsync("Publish", request, call, cancellationToken);

    public ValueTask UnpublishAsync(VolumeId volumeId, AbsolutePath targetPath, CallContext call, CancellationToken cancellationToken) =>
        NoteAsync("Unpublish", targetPath, call, cancellationToken);

    public async ValueTask<VolumeStatsReading> ReadAsync(
        StatsRequest request, INodeVolumeStats stats, INodeVolumeHealth? health, CancellationToken cancellationToken) => new()
        {
            Stats = await stats.GetStatsAsync(request, cancellationToken),
            Condition = health is null ? null : await health.GetConditionAsync(request, cancellationToken),
        };

    private async ValueTask NoteAsync(string method, object request, CallContext call, CancellationToken cancellationToken)
    {
        _asked.Enqueue((method, request, call));
        await OnCall(method, cancellationToken);
    }
}
