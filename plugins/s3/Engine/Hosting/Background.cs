using System.Diagnostics;
using System.Globalization;
using CsiHost.S3Engine.Native;
using Microsoft.Win32.SafeHandles;

namespace CsiHost.S3Engine.Hosting;

/// <summary>
/// Without --foreground the process that serves is a child, and the parent ends when the child says over a pipe how the mount went. .NET cannot fork
/// safely, so the child is this program started again.
/// </summary>
internal static class Background
{
    /// <summary>Tells the child which descriptor to report to.</summary>
    public const string ReadyVariable = "CSI_S3_ENGINE_READY_FD";

    private const byte Ready = (byte)'0';
    private const int Terminate = 15;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    public static async Task<int> StartAsync(string[] arguments, TimeProvider time)
    {
        var (read, write) = Pipe();
        var start = new ProcessStartInfo(Environment.ProcessPath!) { UseShellExecute = false };
        // Started by the dotnet command, the program's own file is the first argument.
        if (Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet")
            start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "csi-s3-engine.dll"));
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
        start.Environment[ReadyVariable] = write.ToString(CultureInfo.InvariantCulture);
        Descriptors.Inherit(write);
        using var child = Process.Start(start) ?? throw new EngineException("the background process did not start");
        _ = Libc.Close(write);
        await using var pipe = new FileStream(new SafeFileHandle(read, ownsHandle: true), FileAccess.Read, 0);
        using var patience = new CancellationTokenSource(Patience, time);
        try
        {
            var answer = new byte[1];
            // A blocking read of a pipe cannot be cancelled; the wait for it can.
            var count = await Task.Run(() => pipe.Read(answer)).WaitAsync(patience.Token);
            return count == 1 && answer[0] == Ready ? 0 : 1;
        }
        catch (OperationCanceledException)
        {
            _ = Libc.Kill(child.Id, Terminate);
            throw new EngineException($"the mount was not ready within {Patience.TotalSeconds} seconds");
        }
    }

    /// <summary>In the child: the mount is there.</summary>
    public static unsafe void Report(EngineEnvironment environment)
    {
        if (environment[ReadyVariable] is not { } text)
            return;
        var (pipe, ready) = (int.Parse(text, CultureInfo.InvariantCulture), Ready);
        Console.Out.Flush();
        Descriptors.CloseStandard();
        _ = Libc.Write(pipe, &ready, 1);
        _ = Libc.Close(pipe);
    }

    private static unsafe (int Read, int Write) Pipe()
    {
        var ends = stackalloc int[2];
        return Libc.Pipe(ends, Libc.CloseOnExec) == 0 ? (ends[0], ends[1]) : throw new EngineException("no pipe to the background process", LastError.As("pipe2"));
    }
}
