using System.Collections.Concurrent;
using CsiHost.Abstractions.Errors;
using CsiHost.Abstractions.Ports;

namespace CsiHost.TestKit.Fakes;

/// <summary>Starts nothing: it records what should run, and answers programs from <see cref="Runs"/>.</summary>
public sealed class FakeProcessSupervisor : IProcessSupervisor
{
    private readonly ConcurrentDictionary<string, HelperProcess> _helpers = new(StringComparer.Ordinal);
    private int _lastProcessId = 1000;

    /// <summary>The helpers that run, by name.</summary>
    public IReadOnlyDictionary<string, HelperProcess> Running => _helpers;

    /// <summary>The answer to a program; success without output unless a test sets it.</summary>
    public Func<string, IReadOnlyList<string>, ProcessResult> Runs { get; set; } =
        static (_, _) => new ProcessResult { ExitCode = 0, Output = "", Error = "" };

    /// <inheritdoc/>
    public ValueTask<HelperStatus> StartAsync(HelperProcess helper, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(helper);
        if (!_helpers.TryAdd(helper.Name, helper) && !IsSame(_helpers[helper.Name], helper))
            throw CsiErrors.FailedPrecondition($"helper {helper.Name} runs with another specification");
        return ValueTask.FromResult(Status());
    }

    /// <inheritdoc/>
    public ValueTask StopAsync(string name, CancellationToken cancellationToken)
    {
        _helpers.TryRemove(name, out _);
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public HelperStatus? Find(string name) => _helpers.ContainsKey(name) ? Status() : null;

    /// <inheritdoc/>
    public ValueTask<ProcessResult> RunAsync(
        string fileName, IReadOnlyList<string> arguments, IReadOnlyDictionary<string, string> environment, CancellationToken cancellationToken) =>
        ValueTask.FromResult(Runs(fileName, arguments));

    private HelperStatus Status() => new() { IsRunning = true, ProcessId = Interlocked.Increment(ref _lastProcessId) };

    private static bool IsSame(HelperProcess one, HelperProcess other) =>
        one.FileName == other.FileName && one.Arguments.SequenceEqual(other.Arguments)
        && one.Environment.OrderBy(pair => pair.Key, StringComparer.Ordinal)
            .SequenceEqual(other.Environment.OrderBy(pair => pair.Key, StringComparer.Ordinal));
}
