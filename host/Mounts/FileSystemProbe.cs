using CsiHost.Abstractions.Errors;
using CsiHost.Abstractions.Models;
using CsiHost.Abstractions.Mounts;
using CsiHost.Abstractions.Ports;
using CsiHost.Native;

namespace CsiHost.Mounts;

/// <summary>
/// Asks file systems that may be dead. A question is asked once per path and mount at a time: whoever asks meanwhile shares the answer, so a
/// dead mount holds one thread however often it is asked. A new mount at the same path is a new question.
/// </summary>
internal sealed class FileSystemProbe(MountTable table, BlockingCallRunner runner, TimeProvider time, TimeSpan limit) : IFileSystemProbe
{
    private readonly SharedCalls<(int Mount, string Path), FileSystemAnswer> _asked = new();

    public async ValueTask<MountHealth> CheckAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            return (await Ask(path).WaitAsync(limit, time, cancellationToken)).Health;
        }
        catch (Exception exception) when (exception is TimeoutException or OperationCanceledException or CsiException)
        {
            return MountHealth.Unresponsive;
        }
    }

    public async ValueTask<VolumeStats> GetUsageAsync(string path, CancellationToken cancellationToken)
    {
        FileSystemAnswer answer;
        try
        {
            answer = await Ask(path).WaitAsync(limit, time, cancellationToken);
        }
        catch (TimeoutException exception)
        {
            throw CsiErrors.Unavailable($"the file system at {path} did not answer within {limit.TotalSeconds:0} s", exception);
        }

        if (answer.Health == MountHealth.Missing)
            throw CsiErrors.NotFound($"there is nothing at {path}");
        var error = answer.StatError != 0 ? answer.StatError : answer.UsageError;
        return error == 0
            ? FileSystemUsage.From(answer.Usage)
            : throw CsiErrors.Unavailable($"the file system at {path} answered with an error", new NativeException("statfs", path, error));
    }

    private Task<FileSystemAnswer> Ask(string path) =>
        _asked.Join((table.FindContaining(path)?.Id ?? 0, path), () => runner.Start("ask " + path, () => AskNow(path)));

    private static FileSystemAnswer AskNow(string path)
    {
        var statError = FileCalls.Ask(path);
        if (statError != 0)
            return new FileSystemAnswer(statError, 0, default);
        var usageError = FileCalls.Usage(path, out var usage);
        return new FileSystemAnswer(0, usageError, usage);
    }
}
