using CsiHost.Tests.Rpc.Wire.Http2;

namespace CsiHost.Tests.Rpc.Wire;

/// <summary>Every authority in every form gets its call answered by the real server.</summary>
[Trait("tier", "functional")]
public class AuthorityTests
{
    public static TheoryData<string, bool> Cases
    {
        get
        {
            var cases = new TheoryData<string, bool>();
            foreach (var authority in (string[])[.. AuthorityCases.Good, .. AuthorityCases.Bad])
            {
                cases.Add(authority, false);
                cases.Add(authority, true);
            }
            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Call_AnyAuthority_IsAnsweredInEveryForm(string authority, bool huffman)
    {
        await using var host = await WireHost.StartAsync(WireHost.Probe);
        foreach (var form in AuthorityCases.Forms)
        {
            await using var raw = await host.RawAsync();
            var field = AuthorityCases.Field(form, AuthorityCases.Text(authority, huffman));

            (await raw.CallAsync(1, [.. Hpack.PostHttp, .. field, .. Rest], Frames.EmptyMessage)).Status.ShouldBe("0", form);
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Call_LaterOnTheConnection_RefersToTheStoredAuthority(string authority, bool huffman)
    {
        await using var host = await WireHost.StartAsync(WireHost.Probe);
        await using var raw = await host.RawAsync();
        byte[] first = [.. Hpack.PostHttp, .. AuthorityCases.Field("stored", AuthorityCases.Text(authority, huffman)), .. Rest];
        await raw.CallAsync(1, first, Frames.EmptyMessage);

        // Newest first: te 62, content-type 63, path 64, authority 65.
        byte[] again = [.. Hpack.PostHttp, 0x80 | 65, 0x80 | 64, 0x80 | 63, 0x80 | 62];
        for (var stream = 3; stream < 9; stream += 2)
            (await raw.CallAsync(stream, again, Frames.EmptyMessage)).Status.ShouldBe("0");
    }

    [Fact]
    public async Task Call_ShortAuthorityInAFullTable_KeepsTheTablesInStep()
    {
        await using var host = await WireHost.StartAsync(WireHost.Probe);
        await using var raw = await host.RawAsync();
        // Fills the table to the byte: path 59, content-type 60, te 42 (32 each included), one large field, and an authority of one letter.
        var authority = AuthorityCases.Field("stored", Hpack.Plain("/"));
        var used = 32 + 5 + 22 + 32 + 12 + 16 + 32 + 2 + 8 + 32 + 10 + 1;
        var filler = Hpack.Named(Hpack.Indexing, Hpack.Plain("x"), Hpack.Plain(new string('f', 4096 - used - 33)));
        await raw.CallAsync(1, [.. Hpack.PostHttp, .. authority, .. Rest, .. filler], Frames.EmptyMessage);

        byte[] again = [.. Hpack.PostHttp, 0x80 | 66, 0x80 | 65, 0x80 | 64, 0x80 | 63];
        (await raw.CallAsync(3, again, Frames.EmptyMessage)).Status.ShouldBe("0");
    }

    [Fact]
    public async Task Call_WithoutAuthority_IsAnswered()
    {
        await using var host = await WireHost.StartAsync(WireHost.Probe);
        await using var raw = await host.RawAsync();

        (await raw.CallAsync(1, Hpack.Probe(), Frames.EmptyMessage)).Status.ShouldBe("0");
    }

    [Fact]
    public async Task Call_HeaderBlockInPieces_IsAnswered()
    {
        await using var host = await WireHost.StartAsync(WireHost.Probe);
        await using var raw = await host.RawAsync();
        byte[] block = [.. Hpack.PostHttp, .. AuthorityCases.Field("stored", Hpack.Huffman("%2Fcsi%2Fcsi.sock")), .. Rest];

        await raw.DribbleAsync([.. Frames.Headers(1, block[..5], 0), .. Frames.Continuation(1, block[5..11], 0), .. Frames.Continuation(1, block[11..])]);
        await raw.DribbleAsync(Frames.Data(1, Frames.EmptyMessage));

        (await raw.ReplyAsync(1)).Status.ShouldBe("0");
    }

    private static byte[] Rest => [.. Hpack.ProbePath, .. Hpack.GrpcContent, .. Hpack.TeTrailers];
}
