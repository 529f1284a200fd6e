using System.Runtime.InteropServices;
using System.Text;
using CsiHost.Plugins.S3.Mounter.Native;

namespace CsiHost.Plugins.S3.Mounter;

/// <summary>
/// A running engine. It has descriptors 0 to 3 and no other - 3 is the FUSE device - exactly the environment that was asked for, and every
/// signal at its default.
/// </summary>
internal sealed unsafe class EngineProcess : IDisposable
{
    private const int FuseDescriptor = 3;
    private const int AttributeBytes = 512;
    private readonly Descriptor _ended;
    private readonly Descriptor _errors;
    private readonly Descriptor? _output;

    private EngineProcess(int processId, Descriptor errors, Descriptor? output)
    {
        ProcessId = processId;
        _errors = errors;
        _output = output;
        _ended = new Descriptor((int)Libc.SystemCall(Libc.SystemCallPidFdOpen, processId, 0));
    }

    public int ProcessId { get; }

    /// <summary>Its standard error; -1 once it has ended.</summary>
    public int Errors => _errors.Number;

    /// <summary>Its standard output where that is read; -1 otherwise.</summary>
    public int Output => _output?.Number ?? -1;

    /// <summary>Becomes readable when it exits; -1 on a kernel before 5.3.</summary>
    public int Ended => _ended.Number;

    /// <summary>Starts an engine. Its copy of the FUSE descriptor is the only one that is needed from then on.</summary>
    /// <param name="path">The executable.</param>
    /// <param name="arguments">Its arguments without its own name.</param>
    /// <param name="environment">Its environment.</param>
    /// <param name="fuse">The FUSE device.</param>
    /// <param name="readsOutput">Whether standard output is read too, or inherited.</param>
    /// <exception cref="MounterException">It cannot be started.</exception>
    public static EngineProcess Start(
        string path, IReadOnlyList<string> arguments, IReadOnlyList<string> environment, Descriptor fuse, bool readsOutput)
    {
        var (errors, errorsIn) = Descriptor.Pipe();
        var (output, outputIn) = readsOutput ? Descriptor.Pipe() : (null, null);
        using (errorsIn)
        using (outputIn)
        {
            var actions = stackalloc byte[AttributeBytes];
            _ = Libc.InitActions(actions);
            if (outputIn is not null)
                _ = Libc.AddDuplicate(actions, outputIn.Number, 1);
            _ = Libc.AddDuplicate(actions, errorsIn.Number, 2);
            _ = Libc.AddDuplicate(actions, fuse.Number, FuseDescriptor);
            _ = Libc.AddCloseFrom(actions, FuseDescriptor + 1);
            var error = Spawn(path, [path, .. arguments], environment, actions, out var processId);
            _ = Libc.DestroyActions(actions);
            if (error == 0)
                return new EngineProcess(processId, errors, output);
            errors.Dispose();
            output?.Dispose();
            throw MounterException.Of("start " + path, error);
        }
    }

    /// <summary>Reads once from standard error; 0 at its end.</summary>
    public int ReadErrors(Span<byte> buffer) => Read(_errors, buffer);

    /// <summary>Reads once from standard output; 0 at its end.</summary>
    public int ReadOutput(Span<byte> buffer) => _output is null ? 0 : Read(_output, buffer);

    /// <summary>Its exit code once it has ended, 128 plus the signal's number when one ended it; null while it runs.</summary>
    public int? TryWait()
    {
        var result = Libc.WaitForProcess(ProcessId, out var status, Libc.NoHang);
        if (result == 0)
            return null;
        var signal = status & 0x7f;
        return result < 0 ? 255 : signal == 0 ? (status >> 8) & 0xff : 128 + signal;
    }

    public void Terminate() => _ = Libc.Kill(ProcessId, 15);

    public void Dispose()
    {
        _errors.Dispose();
        _output?.Dispose();
        _ended.Dispose();
    }

    private static int Read(Descriptor pipe, Span<byte> buffer)
    {
        var count = pipe.Read(buffer);
        if (count == 0)
            pipe.Dispose();
        return Math.Max(count, 0);
    }

    private static int Spawn(string path, IReadOnlyList<string> arguments, IReadOnlyList<string> environment, void* actions, out int processId)
    {
        var attributes = stackalloc byte[AttributeBytes];
        var signals = stackalloc byte[128];
        _ = Libc.InitAttributes(attributes);
        _ = Libc.SetFlags(attributes, Libc.SpawnDefaultSignals | Libc.SpawnSignalMask);
        _ = Libc.EmptySignalSet(signals);
        _ = Libc.SetSignalMask(attributes, signals);
        _ = Libc.FillSignalSet(signals);
        _ = Libc.SetDefaultSignals(attributes, signals);
        var argumentTexts = CopyTexts(arguments);
        var environmentTexts = CopyTexts(environment);
        try
        {
            return Libc.Spawn(out processId, path, actions, attributes, argumentTexts, environmentTexts);
        }
        finally
        {
            _ = Libc.DestroyAttributes(attributes);
            FreeTexts(argumentTexts);
            FreeTexts(environmentTexts);
        }
    }

    private static byte** CopyTexts(IReadOnlyList<string> texts)
    {
        var list = (byte**)NativeMemory.AllocZeroed((nuint)texts.Count + 1, (nuint)sizeof(byte*));
        for (var index = 0; index < texts.Count; index++)
        {
            var bytes = Encoding.UTF8.GetBytes(texts[index]);
            list[index] = (byte*)NativeMemory.AllocZeroed((nuint)bytes.Length + 1);
            bytes.CopyTo(new Span<byte>(list[index], bytes.Length));
        }

        return list;
    }

    private static void FreeTexts(byte** list)
    {
        for (var index = 0; list[index] != null; index++)
            NativeMemory.Free(list[index]);
        NativeMemory.Free(list);
    }
}
