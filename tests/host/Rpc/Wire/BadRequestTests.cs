using System.IO.Compression;
using CsiHost.Rpc;
using CsiHost.Rpc.Proto;
using CsiHost.Rpc.Wire;
using Google.Protobuf;

namespace CsiHost.Tests.Rpc.Wire;

/// <summary>Requests that no proper client sends. Each is followed by a good call on the same connection.</summary>
[Trait("tier", "functional")]
public class BadRequestTests
{
    private static readonly byte[] TwoMessages = [.. Frames.EmptyMessage, .. Frames.EmptyMessage];
    private static readonly byte[] Bomb = Gzip(new byte[RequestReader.MaxMessageBytes + 1]);

    public static TheoryData<string, byte[], string, string> Messages => new()
    {
        { "", [], "13", "complete" },
        { "", [0, 0, 0], "13", "complete" },
        { "", [0, 0, 0, 0, 9, 1, 2], "13", "complete" },
        { "", TwoMessages, "13", "more than one" },
        { "", [.. Frames.EmptyMessage, 0], "13", "more than one" },
        { "", Frames.Message([], flag: 2), "13", "flag" },
        { "", Frames.Message([], flag: 255), "13", "flag" },
        { "", Frames.Message([], flag: 1), "13", "names no compression" },
        { "identity", Frames.Message([], flag: 1), "13", "names no compression" },
        { "snappy", Frames.Message([], flag: 1), "12", "snappy" },
        { "gzip", Frames.Message([1, 2, 3], flag: 1), "13", "gzip" },
        { "gzip", Frames.Message(Bomb, flag: 1), "8", "limit" },
        { "", Frames.Message([0xFF, 0xFF, 0xFF]), "13", "parsed" },
        { "", Frames.Message([0x0A, 0x05, 1]), "13", "parsed" },
        { "", [0, 0xFF, 0xFF, 0xFF, 0xFF], "8", "limit" },
        { "", [0, 0, 0x40, 0, 1], "8", "limit" },
    };

    public static TheoryData<string, byte[]> Readable => new()
    {
        { "", Frames.EmptyMessage },
        { "identity", Frames.EmptyMessage },
        { "snappy", Frames.EmptyMessage },
        { "gzip", Frames.EmptyMessage },
        { "gzip", Frames.Message(Gzip(new GetPluginInfoRequest().ToByteArray()), flag: 1) },
    };

    [Theory]
    [MemberData(nameof(Messages))]
    public async Task Call_BadMessage_GivesAStatusAndHarmsNobody(string encoding, byte[] body, string status, string message)
    {
        await using var host = await WireHost.StartAsync(WireHost.Probe);
        await using var raw = await host.RawAsync();

        var reply = await raw.CallAsync(1, Hpack.Probe(Encoding(encoding)), body);

        reply.Status.ShouldBe(status);
        reply.Message!.ShouldContain(message);
        reply.HeaderFrames.ShouldBe(1);
        reply.Body.ShouldBeEmpty();
        reply.HeaderText.ShouldNotContain("grpc-status-details-bin");
        (await raw.CallAsync(3, Hpack.Probe(), Frames.EmptyMessage)).Status.ShouldBe("0");
    }

    [Theory]
    [MemberData(nameof(Readable))]
    public async Task Call_UsableEncoding_IsAnswered(string encoding, byte[] body)
    {
        await using var host = await WireHost.StartAsync(WireHost.Probe);
        await using var raw = await host.RawAsync();

        (await raw.CallAsync(1, Hpack.Probe(Encoding(encoding)), body)).Status.ShouldBe("0");
    }

    [Fact]
    public async Task Call_UnknownEncoding_IsToldWhatIsKnown()
    {
        await using var host = await WireHost.StartAsync(WireHost.Probe);
        await using var raw = await host.RawAsync();

        var reply = await raw.CallAsync(1, Hpack.Probe(Encoding("snappy")), Frames.Message([], flag: 1));

        reply.Field("grpc-accept-encoding").ShouldBe("identity,gzip");
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    [InlineData(1000)]
    public async Task Call_MessageInManyDataFrames_IsOneMessage(int piece)
    {
        string? seen = null;
        await using var host = await WireHost.StartAsync(NodeMethods.NodeUnpublishVolume.Bind((request, _, _) =>
        {
            seen = request.TargetPath;
            return ValueTask.FromResult(new NodeUnpublishVolumeResponse());
        }));
        await using var raw = await host.RawAsync();
        var path = "/" + new string('p', 3000);
        var body = Frames.Message(new NodeUnpublishVolumeRequest { TargetPath = path }.ToByteArray());

        await raw.SendAsync(Frames.Headers(1, Hpack.Call(NodeMethods.NodeUnpublishVolume.Path)));
        foreach (var part in body.Chunk(piece))
            await raw.SendAsync(Frames.Data(1, part, flags: 0));
        await raw.SendAsync(Frames.Data(1, []));

        (await raw.ReplyAsync(1)).Status.ShouldBe("0");
        seen.ShouldBe(path);
    }

    [Theory]
    [InlineData("application/json")]
    [InlineData("application/grpc+json")]
    [InlineData("text/html")]
    public async Task Call_OtherContentType_IsHttp415(string contentType)
    {
        await using var host = await WireHost.StartAsync(WireHost.Probe);
        await using var raw = await host.RawAsync();
        byte[] block = [.. Hpack.PostHttp, .. Hpack.ProbePath, .. Hpack.Indexed(0, 31, Hpack.Plain(contentType))];

        var reply = await raw.CallAsync(1, block, Frames.EmptyMessage);

        reply.HeaderText.ShouldContain("415");
        reply.Status.ShouldBeNull();
    }

    [Fact]
    public async Task Call_OtherHttpMethod_IsHttp405()
    {
        await using var host = await WireHost.StartAsync(WireHost.Probe);
        await using var raw = await host.RawAsync();
        byte[] block = [0x82, 0x86, .. Hpack.ProbePath, .. Hpack.GrpcContent];

        (await raw.CallAsync(1, block, Frames.EmptyMessage)).HeaderText.ShouldContain("405");
    }

    [Theory]
    [InlineData("/csi.v1.Identity/probe")]
    [InlineData("/csi.v1.identity/Probe")]
    [InlineData("/csi.v1.Identity/Probe/")]
    [InlineData("/csi.v1.Identity/Probe?x=1")]
    [InlineData("/x/../csi.v1.Identity/Probe")]
    [InlineData("/csi.v1.Identity/%50robe")]
    [InlineData("/csi.v1.Identity")]
    [InlineData("/")]
    public async Task Call_PathThatIsNotExact_IsUnimplemented(string path)
    {
        await using var host = await WireHost.StartAsync(WireHost.Probe);
        await using var raw = await host.RawAsync();

        var reply = await raw.CallAsync(1, Hpack.Call(path), Frames.EmptyMessage);

        reply.Status.ShouldBe("12");
        reply.HeaderFrames.ShouldBe(1);
    }

    [Theory]
    [InlineData("soon")]
    [InlineData("1")]
    [InlineData("123456789S")]
    public async Task Call_MalformedTimeout_IsInternalAndSaysSo(string timeout)
    {
        await using var host = await WireHost.StartAsync(WireHost.Probe);
        await using var raw = await host.RawAsync();

        var reply = await raw.CallAsync(1, Hpack.Probe(Hpack.Field("grpc-timeout", timeout)), Frames.EmptyMessage);

        reply.Status.ShouldBe("13");
        reply.Message!.ShouldContain(timeout);
    }

    private static byte[] Encoding(string encoding) => encoding.Length > 0 ? Hpack.Field("grpc-encoding", encoding) : [];

    private static byte[] Gzip(byte[] bytes)
    {
        using var target = new MemoryStream();
        using (var gzip = new GZipStream(target, CompressionLevel.Fastest))
            gzip.Write(bytes);
        return target.ToArray();
    }
}
