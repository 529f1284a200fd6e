using System.Globalization;
using CsiHost.Plugins.S3.Mounter;
using CsiHost.Plugins.S3.Mounter.Native;
using Microsoft.Win32.SafeHandles;

namespace CsiHost.Plugins.S3.Tests.Handover;

/// <summary>
/// What a publish costs beyond the engine's own start: the peer is a thread of this process that serves the moment it has the descriptor.
/// </summary>
internal static class PublishBench
{
    private const int Rounds = 30;

    public static async Task<int> RunAsync()
    {
        var (first, second, again) = (new List<double>(), new List<double>(), new List<double>());
        await using var node = new NodeRig();
        await node.StartAsync();
        for (var round = 0; round < Rounds; round++)
        {
            var pod = $"mp-{round}";
            var comm = await node.AddPodAsync(pod);
            await node.AttachAsync("s3pa-" + pod, pod, $"a{round}", $"b{round}");
            var peer = new Thread(() => Serve(Path.Combine(comm, "mount.sock"))) { IsBackground = true };
            peer.Start();
            await MounterProcess.UntilAsync(() => File.Exists(Path.Combine(comm, "mount.sock")));
            first.Add(await TimeAsync(() => node.PublishAsync(node.Request($"a{round}", "b"))));
            second.Add(await TimeAsync(() => node.PublishAsync(node.Request($"b{round}", "b"))));
            again.Add(await TimeAsync(() => node.PublishAsync(node.Request($"a{round}", "b"))));
        }

        Print("S3 publish beyond the engine's start, median", first);
        Print("S3 publish on a source that is mounted, median", second);
        Print("S3 publish again (credentials), median", again);
        return 0;
    }

    private static void Serve(string socket)
    {
        using var listener = new UnixListener(socket, backlog: 1);
        Descriptor.Wait(-1, listener.Number);
        using var reader = new RequestReader(listener.Accept()!);
        while (!reader.ReadMore())
            Descriptor.Wait(-1, reader.Number);
        var (_, fuse) = reader.Take();
        // From here on the stream owns it.
        TestEngine.Serve(new SafeFileHandle(fuse.Number, ownsHandle: true), [[], [], []]);
    }

    private static async Task<double> TimeAsync(Func<Task> work)
    {
        var start = TimeProvider.System.GetTimestamp();
        await work();
        return TimeProvider.System.GetElapsedTime(start).TotalMilliseconds;
    }

    private static void Print(string what, List<double> times) =>
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{what}: {times.Order().ElementAt(times.Count / 2):F2} ms"));
}
