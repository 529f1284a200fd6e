using CsiHost.Abstractions.Errors;
using CsiHost.Abstractions.Ports;
using CsiHost.Native;
using Microsoft.Win32.SafeHandles;

namespace CsiHost.Processes;

/// <summary>Starts processes with an exact environment, and keeps the records by which the next host finds them.</summary>
internal sealed class HelperLauncher(HelperRecords records, Func<IReadOnlyDictionary<string, string>> policyEnvironment, string bootId)
{
    /// <summary>Starts a helper and records it.</summary>
    /// <exception cref="CsiException">It cannot be started or recorded.</exception>
    public ProcessWatch Start(HelperProcess helper, OutputTail tail)
    {
        var watch = helper.OutlivesHost
            ? StartWithFile(helper)
            : StartWithPipes(helper.FileName, helper.Arguments, helper.Environment, tail);
        try
        {
            if (ProcessIdentity.Find(watch.ProcessId) is { } identity)
                records.Save(new HelperRecord { Helper = helper, ProcessId = identity.ProcessId, StartTime = identity.StartTime, BootId = bootId });
            return watch;
        }
        catch
        {
            watch.Signal(ProcessCalls.KillSignal);
            throw;
        }
    }

    /// <summary>The process of a record, if it still runs.</summary>
    public ProcessWatch? Adopt(HelperRecord record)
    {
        if (record.BootId != bootId || !IsAlive(record) || ProcessCalls.OpenProcess(record.ProcessId) is not { } process)
            return null;
        // The number may have changed hands before the descriptor was opened.
        if (IsAlive(record))
            return new ProcessWatch(record.ProcessId, process, isChild: false);
        process.Dispose();
        return null;
    }

    /// <summary>Starts a program whose standard output and error come by pipes; one tail takes both, two take one each.</summary>
    public ProcessWatch StartWithPipes(
        string fileName, IReadOnlyList<string> arguments, IReadOnlyDictionary<string, string> environment, OutputTail output, OutputTail? error = null)
    {
        var (outputReader, outputWriter) = ProcessCalls.Pipe();
        var (errorReader, errorWriter) = error is null ? (null, null) : ProcessCalls.Pipe();
        using (outputWriter)
        using (errorWriter)
        {
            try
            {
                var processId = Spawn(fileName, arguments, environment, outputWriter, errorWriter ?? outputWriter);
                return error is null
                    ? Watch(processId, (outputReader, output))
                    : Watch(processId, (outputReader, output), (errorReader!, error));
            }
            catch
            {
                outputReader.Dispose();
                errorReader?.Dispose();
                throw;
            }
        }
    }

    /// <summary>Where a helper that outlives the host writes.</summary>
    public string LogPath(HelperProcess helper) => records.LogPath(helper.Name);

    /// <summary>A helper has ended.</summary>
    public void Forget(HelperProcess helper) => records.Delete(helper.Name);

    private ProcessWatch StartWithFile(HelperProcess helper)
    {
        using var log = FileCalls.OpenForAppend(records.LogPath(helper.Name));
        return Watch(Spawn(helper.FileName, helper.Arguments, helper.Environment, log, log));
    }

    private int Spawn(
        string fileName, IReadOnlyList<string> arguments, IReadOnlyDictionary<string, string> environment, SafeFileHandle output, SafeFileHandle error)
    {
        if (!Path.IsPathRooted(fileName))
            throw CsiErrors.InvalidArgument("file name", $"'{fileName}' must be an absolute path");
        var merged = new Dictionary<string, string>(environment);
        foreach (var (name, value) in policyEnvironment())
            merged[name] = value;
        try
        {
            return ProcessCalls.Spawn(fileName, arguments, [.. merged.Select(pair => $"{pair.Key}={pair.Value}")], output, error);
        }
        catch (NativeException exception)
        {
            throw CsiErrors.FailedPrecondition(exception.Message);
        }
    }

    private static ProcessWatch Watch(int processId, params (SafeFileHandle Reader, OutputTail Tail)[] outputs) =>
        // An unreaped child keeps its number, so this cannot miss.
        new(processId, ProcessCalls.OpenProcess(processId)!, isChild: true, outputs);

    private static bool IsAlive(HelperRecord record) =>
        ProcessIdentity.Find(record.ProcessId) == new ProcessIdentity(record.ProcessId, record.StartTime);
}
