using System.Net;
using System.Net.Sockets;
using CsiHost.Abstractions.Errors;
using CsiHost.Plugins.Efs.Mounting;
using CsiHost.TestKit.Time;

namespace CsiHost.Plugins.Efs.Tests.Mounting;

public sealed class TcpReachabilityTests
{
    private readonly ManualTimeProvider _time = new() { AutoAdvance = TimeSpan.FromMilliseconds(500) };

    [Fact]
    public async Task Check_Listening_Succeeds()
    {
        using var listener = Listen(IPAddress.Loopback);

        await Sut(listener).CheckAsync(IPAddress.Loopback, CancellationToken.None);
    }

    [Fact]
    public async Task Check_Refused_FailsAtOnce()
    {
        var listener = Listen(IPAddress.Loopback);
        var sut = Sut(listener);
        listener.Dispose();

        var error = await Should.ThrowAsync<CsiException>(async () => await sut.CheckAsync(IPAddress.Loopback, CancellationToken.None));

        error.Kind.ShouldBe(CsiErrorKind.Unavailable);
        error.Message.ShouldContain("Cannot connect to file system mount target ip address 127.0.0.1");
        _time.Skipped.ShouldBeEmpty();
    }

    [Fact]
    public async Task Check_Silent_IsTriedThreeTimes()
    {
        // Its queue is full, so the kernel drops what else comes.
        using var listener = Listen(IPAddress.Loopback, backlog: 0);
        var queued = Enumerable.Range(0, 4).Select(_ => new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp)).ToList();
        queued.ForEach(socket => _ = socket.ConnectAsync(listener.LocalEndPoint!));
        var sut = Sut(listener);

        var check = sut.CheckAsync(IPAddress.Loopback, CancellationToken.None).AsTask();
        for (var attempt = 0; attempt < 3; attempt++)
        {
            await _time.WhenWaitingAsync(TimeSpan.FromSeconds(2));
            _time.Advance(TimeSpan.FromSeconds(2));
        }

        (await Should.ThrowAsync<CsiException>(check)).Message.ShouldContain("did not answer 3 times");
        _time.Skipped.Count.ShouldBe(2);
        queued.ForEach(socket => socket.Dispose());
    }

    private static Socket Listen(IPAddress address, int backlog = 5)
    {
        var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(address, 0));
        socket.Listen(backlog);
        return socket;
    }

    private TcpReachability Sut(Socket listener) => new(_time) { Port = ((IPEndPoint)listener.LocalEndPoint!).Port };
}
