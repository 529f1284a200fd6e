using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net.Sockets;
using System.Reflection;
using CsiHost.Plugins.S3.Native;
using CsiHost.TestKit.Fakes;

namespace CsiHost.Plugins.S3.Tests.Handover;

/// <summary>A mounter as a process of its own with a folder to meet the node plugin in, and an engine of the tests.</summary>
internal sealed class MounterProcess : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);
    private readonly TemporaryFolder _folder = new();
    private readonly ConcurrentQueue<string> _lines = new();
    private readonly string _command;
    private readonly string? _executable;
    private Process? _process;

    /// <param name="comm">The shared folder; null for one of its own.</param>
    /// <param name="command">Which mounter.</param>
    /// <param name="executable">The published mounter; null runs the one of this assembly.</param>
    public MounterProcess(string? comm = null, string command = "mounter", string? executable = null)
    {
        _command = command;
        _executable = executable;
        Comm = comm ?? Directory.CreateDirectory(_folder["comm"]).FullName;
        File.WriteAllText(Engine, $"#!/bin/sh\nexec {Environment.ProcessPath} exec {Assembly.GetExecutingAssembly().Location} engine \"$@\"\n");
        File.SetUnixFileMode(Engine, (UnixFileMode)0x1ED);
    }

    public string Comm { get; }

    public string Cache => _folder["local-cache"];

    public string Engine => _folder["engine.sh"];

    public IReadOnlyList<string> Lines => [.. _lines];

    public int Id => _process!.Id;

    public bool HasExited => _process!.HasExited;

    private string Socket => Path.Combine(Comm, "mount.sock");

    /// <summary>Starts it and returns when it listens.</summary>
    public async Task StartAsync(params string[] arguments)
    {
        Launch(arguments);
        await UntilAsync(() => Lines.Any(line => line.Contains("waiting for", StringComparison.Ordinal)) || HasExited);
        HasExited.ShouldBeFalse(string.Join('\n', Lines));
    }

    public void Launch(params string[] arguments)
    {
        _lines.Clear();
        var start = new ProcessStartInfo(_executable ?? Environment.ProcessPath!) { RedirectStandardError = true, RedirectStandardOutput = true };
        string[] program = _executable is null ? ["exec", Assembly.GetExecutingAssembly().Location, _command] : [];
        foreach (var argument in (string[])[.. program, "--comm-dir", Comm, "--engine", Engine, .. arguments])
            start.ArgumentList.Add(argument);
        if (_command == "mounter")
        {
            start.ArgumentList.Add("--local-cache-dir");
            start.ArgumentList.Add(Cache);
        }

        _process?.Dispose();
        _process = Process.Start(start)!;
        _process.ErrorDataReceived += (_, line) => Keep(line.Data);
        _process.OutputDataReceived += (_, line) => Keep(line.Data);
        _process.BeginErrorReadLine();
        _process.BeginOutputReadLine();
    }

    /// <summary>The exit code, once it has ended.</summary>
    public async Task<int> WaitAsync()
    {
        using var limit = new CancellationTokenSource(Patience);
        await _process!.WaitForExitAsync(limit.Token);
        return _process.ExitCode;
    }

    public void Signal(string name)
    {
        using var kill = Process.Start(new ProcessStartInfo("/bin/sh", ["-c", $"kill -{name} {Id}"]))!;
        kill.WaitForExit();
    }

    /// <summary>The engine's process id; 0 when there is none.</summary>
    public int EngineId()
    {
        var children = File.ReadAllText($"/proc/{Id}/task/{Id}/children").Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return children.Length > 0 ? int.Parse(children[0]) : 0;
    }

    /// <summary>How many descriptors it has open, those of a shell or runtime that comes and goes aside.</summary>
    public int CountFuseDescriptors() => Directory.GetFiles($"/proc/{Id}/fd").Count(file => new FileInfo(file).LinkTarget == "/dev/fuse");

    /// <summary>Sends raw bytes, with a FUSE descriptor beside each of the first pieces.</summary>
    public async Task SendAsync(int descriptors, params byte[][] pieces)
    {
        using var socket = await ConnectAsync();
        for (var index = 0; index < pieces.Length; index++)
        {
            if (index < descriptors)
            {
                using var fuse = File.OpenHandle("/dev/fuse", FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite);
                DescriptorSender.Send(socket.SafeHandle, pieces[index], fuse);
            }
            else
            {
                await socket.SendAsync(pieces[index]);
            }
        }
    }

    public async Task<Socket> ConnectAsync()
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        await socket.ConnectAsync(new UnixDomainSocketEndPoint(Socket));
        return socket;
    }

    public static async Task UntilAsync(Func<bool> condition)
    {
        var start = TimeProvider.System.GetTimestamp();
        while (!condition())
        {
            TimeProvider.System.GetElapsedTime(start).ShouldBeLessThan(Patience, "waited in vain");
            await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System);
        }
    }

    public void Dispose()
    {
        if (_process is { HasExited: false } process)
        {
            process.Kill(entireProcessTree: true);
            process.WaitForExit();
        }

        _process?.Dispose();
        _folder.Dispose();
    }

    private void Keep(string? line)
    {
        if (line is not null)
            _lines.Enqueue(line);
    }
}
