using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using CsiHost.Abstractions.Backends;
using CsiHost.Abstractions.Models;

namespace CsiHost.Tests.Rpc.Services;

/// <summary>Implements every capability. It notes what it was asked, answers what a test set, and fails or waits on demand.</summary>
internal sealed partial class FakeBackend : IVolumeRules, IReadiness
{
    private readonly ConcurrentQueue<(string Method, object? Request)> _asked = new();

    public static VolumeRules AnyMode { get; } = new()
    {
        AccessModes = Enum.GetValues<AccessMode>().Except([AccessMode.Unknown]).ToHashSet(),
        AccessTypes = new HashSet<AccessType> { AccessType.Mount, AccessType.Block },
    };

    /// <summary>What the backend was asked, oldest first.</summary>
    public IReadOnlyList<string> Asked => [.. _asked.Select(entry => entry.Method)];

    public VolumeRules Rules { get; set; } = AnyMode;

    public string? Violation { get; set; }

    /// <summary>Runs inside every backend method; throws to fail it.</summary>
    public Func<string, CancellationToken, Task> OnCall { get; set; } = (_, _) => Task.CompletedTask;

    public ReadinessReport Report { get; set; } = ReadinessReport.Ready;

    public T Last<T>()
        where T : class => _asked.Select(entry => entry.Request).OfType<T>().Last();

    public string? FindViolation(VolumeCapability capability, IReadOnlyDictionary<string, string> volumeContext) => Violation;

    public ValueTask<ReadinessReport> CheckAsync(CancellationToken cancellationToken) => ValueTask.FromResult(Report);

    private async ValueTask<T> AnswerAsync<T>(T answer, object? request, CancellationToken cancellationToken, [CallerMemberName] string method = "")
    {
        _asked.Enqueue((method, request));
        await OnCall(method, cancellationToken);
        return answer;
    }
}
