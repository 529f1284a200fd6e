using CsiHost.Rpc;
using CsiHost.Rpc.Client;
using CsiHost.Rpc.Proto;
using CsiHost.TestKit.Fakes;

namespace CsiHost.Tests.Rpc.Wire;

/// <summary>A connection that breaks the protocol ends; no other one notices.</summary>
[Trait("tier", "functional")]
public class BadConnectionTests
{
    private static readonly byte[] Hello = [.. Http2.Normalised.Preface, .. Frames.Settings];

    public static TheoryData<byte[]> Breaches => new()
    {
        "GET / HTTP/1.1\r\nHost: x\r\n\r\n"u8.ToArray(),
        "PRI * HTTP/2.0\r\n\r\nSM\r\n\rX"u8.ToArray(),
        new byte[40_000],
        (byte[])[.. Hello, .. Frames.Continuation(1, [])],
        (byte[])[.. Hello, .. Frames.Headers(1, Hpack.Probe(), flags: 0), .. Frames.Data(1, [])],
        (byte[])[.. Hello, .. Frames.Headers(1, Hpack.Probe(), flags: 0), .. Frames.Continuation(3, [])],
        (byte[])[.. Hello, .. Frames.Headers(2, Hpack.Probe())],
        (byte[])[.. Hello, .. Frames.Headers(0, Hpack.Probe())],
        (byte[])[.. Hello, .. Frames.Headers(1, [0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF])],
        (byte[])[.. Hello, .. Frames.Headers(1, [0x80 | 70])],
        (byte[])[.. Hello, .. Frames.Headers(1, [0x41, 0x10, 0x2F])],
        (byte[])[.. Hello, .. Frames.Headers(1, [200, 1, 2], Frames.EndHeaders | Frames.Padded)],
        (byte[])[.. Hello, .. Frames.Frame(Frames.DataType, 0, 0, [1])],
        (byte[])[.. Hello, .. Frames.Frame(Frames.SettingsType, 0, 0, [1])],
        (byte[])[.. Hello, .. Frames.Frame(Frames.PingType, 0, 0, [1])],
        (byte[])[.. Hello, .. Frames.Frame(Frames.WindowUpdateType, 0, 0, [0, 0, 0, 0])],
        (byte[])[.. Hello, .. Frames.Frame(Frames.DataType, 0, 1, new byte[16385])],
        (byte[])[.. Hello, .. Frames.Headers(1, new byte[17000])],
    };

    public static TheoryData<byte[]> HalfWays => new()
    {
        Array.Empty<byte>(),
        Hello[..7],
        Hello,
        (byte[])[.. Hello, .. Frames.Headers(1, Hpack.Probe())[..20]],
        (byte[])[.. Hello, .. Frames.Headers(1, Hpack.Probe()[..9], flags: 0)],
        (byte[])[.. Hello, .. Frames.Headers(1, Hpack.Probe())],
        (byte[])[.. Hello, .. Frames.Headers(1, Hpack.Probe()), .. Frames.Data(1, [0, 0], flags: 0)],
        (byte[])[.. Hello, .. Frames.Headers(1, Hpack.Probe()), .. Frames.Data(1, Frames.EmptyMessage, flags: 0)],
        (byte[])[.. Hello, .. Frames.Headers(1, Hpack.Probe()), .. Frames.Data(1, [0, 0, 0x3F, 0, 0, 1, 2, 3], flags: 0)],
        (byte[])[.. Hello, .. Frames.Headers(1, Hpack.Probe()), .. Frames.Data(1, Frames.EmptyMessage)[..12]],
    };

    [Theory]
    [MemberData(nameof(Breaches))]
    public async Task Connection_BreaksTheProtocol_IsClosedAloneAndLogsNoError(byte[] sent)
    {
        using var log = new LogCapture();
        await using var host = await WireHost.StartAsync(log, WireHost.Probe);
        using var other = host.Channel();
        await ProbeAsync(other);
        await using var raw = await RawHttp2.ConnectSilentlyAsync(host.Endpoint.SocketPath);

        await raw.SendAsync(sent);
        while (await raw.FrameAsync() is not null)
        {
        }

        await ProbeAsync(other);
        log.ShouldHaveNoErrors();
    }

    [Theory]
    [MemberData(nameof(HalfWays))]
    public async Task Connection_StopsHalfWay_DelaysNobody(byte[] sent)
    {
        using var log = new LogCapture();
        await using var host = await WireHost.StartAsync(log, WireHost.Probe);
        using var other = host.Channel();
        await using (var raw = await RawHttp2.ConnectSilentlyAsync(host.Endpoint.SocketPath))
        {
            await raw.SendAsync(sent);
            await ProbeAsync(other);
        }

        await ProbeAsync(other);
        log.ShouldHaveNoErrors();
    }

    [Fact]
    public async Task Call_StopsHalfWay_LeavesTheOthersOfItsConnectionAlone()
    {
        await using var host = await WireHost.StartAsync(WireHost.Probe);
        await using var raw = await host.RawAsync();

        await raw.SendAsync([.. Frames.Headers(1, Hpack.Probe()), .. Frames.Data(1, [0, 0, 0, 1], flags: 0)]);

        (await raw.CallAsync(3, Hpack.Probe(), Frames.EmptyMessage)).Status.ShouldBe("0");
        await raw.SendAsync(Frames.Data(1, [0]));
        (await raw.ReplyAsync(1)).Status.ShouldBe("13");
    }

    [Fact]
    public async Task Calls_OfOneConnectionThatStopInTheMiddleOfLargeMessages_LeaveRoomForAnother()
    {
        await using var host = await WireHost.StartAsync(WireHost.Probe);
        await using var raw = await host.RawAsync();
        var part = new byte[16_000];
        part[1] = 0x3F;

        // Far more in all than the window of the connection.
        for (var stream = 1; stream < 201; stream += 2)
        {
            await raw.SendAsync(Frames.Headers(stream, Hpack.Probe()));
            await raw.SendInWindowAsync(stream, part);
        }

        (await raw.CallAsync(201, Hpack.Probe(), Frames.EmptyMessage)).Status.ShouldBe("0");
    }

    // The server looks for idle connections once a second by a clock of its own, so this is the one test that has to let time pass.
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Connection_Idle_StaysOpen(bool hasSaidHello)
    {
        await using var host = await WireHost.StartAsync(WireHost.Probe);
        await using var raw = await RawHttp2.ConnectSilentlyAsync(host.Endpoint.SocketPath);
        if (hasSaidHello)
            await raw.SendAsync(Hello);

        await Task.Delay(TimeSpan.FromSeconds(3), TimeProvider.System);
        if (!hasSaidHello)
            await raw.SendAsync(Hello);

        (await raw.CallAsync(1, Hpack.Probe(), Frames.EmptyMessage)).Status.ShouldBe("0");
    }

    [Fact]
    public async Task Ping_IsAnswered()
    {
        await using var host = await WireHost.StartAsync(WireHost.Probe);
        await using var raw = await host.RawAsync();
        byte[] payload = [1, 2, 3, 4, 5, 6, 7, 8];

        await raw.SendAsync(Frames.Frame(Frames.PingType, 0, 0, payload));

        RawFrame? frame;
        do
        {
            frame = await raw.FrameAsync();
        }
        while (frame is not null && frame.Type != Frames.PingType);
        frame!.Payload.ShouldBe(payload);
    }

    private static async Task ProbeAsync(CsiChannel channel) =>
        (await channel.CallAsync(IdentityMethods.Probe, new ProbeRequest(), Limits.Wait, Limits.Token)).Ready.ShouldBe(true);
}
