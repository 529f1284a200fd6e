namespace CsiHost.Tests.Rpc.Wire.Http2;

[Trait("tier", "unit")]
public class NormalisingReaderTests
{
    private static readonly int[] Pieces = [1, 2, 9, 50, 100_000];

    public static TheoryData<string, string, bool> Good => AuthorityCases.InEveryForm(AuthorityCases.Good);

    public static TheoryData<string, string, bool> Bad => AuthorityCases.InEveryForm(AuthorityCases.Bad);

    public static TheoryData<int> Seeds => new(Enumerable.Range(0, 300));

    [Theory]
    [MemberData(nameof(Good))]
    public void Read_HostName_IsLeftAlone(string form, string authority, bool huffman)
    {
        var block = Hpack.Probe(AuthorityCases.Field(form, AuthorityCases.Text(authority, huffman)));

        Check(Frames.Headers(1, block), Frames.Headers(1, block));
    }

    [Theory]
    [MemberData(nameof(Bad))]
    public void Read_NoHostName_IsOverwrittenInPlace(string form, string authority, bool huffman)
    {
        var sent = Hpack.Probe(AuthorityCases.Field(form, AuthorityCases.Text(authority, huffman)), Hpack.Field("x", "/y"));
        var seen = Hpack.Probe(AuthorityCases.Field(form, AuthorityCases.Replacement(authority, huffman)), Hpack.Field("x", "/y"));

        Check(Frames.Headers(1, sent), Frames.Headers(1, seen));
    }

    [Fact]
    public void Read_NameOfAStoredAuthority_IsKnownByItsIndex()
    {
        byte[] Block(string value) =>
        [
            .. AuthorityCases.Field("stored", Hpack.Plain("localhost")),
            .. Hpack.Named(Hpack.Indexing, Hpack.Plain("a"), Hpack.Plain("/1")),
            .. Hpack.Named(Hpack.Indexing, Hpack.Plain("b"), Hpack.Plain("/2")),
            .. Hpack.Indexed(Hpack.WithoutIndexing, 64, Hpack.Plain(value)),
            .. Hpack.Indexed(Hpack.Indexing, 64, Hpack.Plain(value)),
            .. Hpack.Indexed(Hpack.NeverIndexed, 62, Hpack.Plain(value)),
            .. Hpack.Indexed(Hpack.WithoutIndexing, 63, Hpack.Plain("/3")),
        ];

        Check(Frames.Headers(1, Block("/tmp/s")), Frames.Headers(1, Block("xxxxxx")));
    }

    [Fact]
    public void Read_OldestEntryOfAFullTable_IsStillKnown()
    {
        byte[] Block(string value) =>
        [
            .. AuthorityCases.Field("stored", Hpack.Plain("")),
            .. Enumerable.Repeat(Hpack.Named(Hpack.Indexing, Hpack.Plain(""), Hpack.Plain("")), 127).SelectMany(field => field),
            .. Hpack.Indexed(Hpack.WithoutIndexing, 62 + 127, Hpack.Plain(value)),
            .. Hpack.Indexed(Hpack.WithoutIndexing, 62 + 128, Hpack.Plain("/z")),
        ];

        Check(Frames.Headers(1, Block("/s")), Frames.Headers(1, Block("xx")));
    }

    [Fact]
    public void Read_TableSizeUpdate_IsSteppedOver()
    {
        byte[] Block(string value) => [.. Hpack.Integer(0x20, 5, 4096), .. AuthorityCases.Field("stored", Hpack.Plain(value))];

        Check(Frames.Headers(1, Block("/s")), Frames.Headers(1, Block("xx")));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Read_BlockSplitAnywhere_IsOneBlock(bool huffman)
    {
        const string Authority = "%2Ftmp%2Fcsi.sock";
        var sent = Hpack.Probe(AuthorityCases.Field("stored", AuthorityCases.Text(Authority, huffman)));
        var seen = Hpack.Probe(AuthorityCases.Field("stored", AuthorityCases.Replacement(Authority, huffman)));
        for (var first = 0; first <= sent.Length; first++)
        {
            for (var second = first; second <= sent.Length; second += 3)
                Check(Split(sent, first, second), Split(seen, first, second), 1, 100_000);
        }
    }

    [Theory]
    [InlineData(Frames.Padded)]
    [InlineData(Frames.Priority)]
    [InlineData(Frames.Padded | Frames.Priority)]
    public void Read_PaddingAndPriority_AreNotFields(int flags)
    {
        // Both look like an authority when they are taken for one.
        byte[] priority = (flags & Frames.Priority) != 0 ? [0x41, 0x02, 0x2F, 0x2F, 0x10] : [];
        byte[] length = (flags & Frames.Padded) != 0 ? [4] : [];
        byte[] padding = length.Length > 0 ? [0x41, 0x02, 0x2F, 0x2F] : [];
        byte[] Frame(string value, byte more) => Frames.Headers(
            1, [.. length, .. priority, .. AuthorityCases.Field("stored", Hpack.Plain(value)), .. padding], (byte)(flags | more));

        Check(Frame("/tmp/s", Frames.EndHeaders), Frame("xxxxxx", Frames.EndHeaders));
        Check([.. Frame("/tmp/s", 0), .. Frames.Continuation(1, [])], [.. Frame("xxxxxx", 0), .. Frames.Continuation(1, [])]);
    }

    [Fact]
    public void Read_OtherFrames_PassWhateverTheyHold()
    {
        byte[] lookalike = [.. Frames.Headers(1, AuthorityCases.Field("stored", Hpack.Plain("/tmp/s")))];
        byte[] frames =
        [
            .. Frames.Settings,
            .. Frames.Data(1, lookalike),
            .. Frames.Frame(Frames.PingType, 0, 0, lookalike[..8]),
            .. Frames.Frame(0xBE, 0xFF, 7, lookalike),
            .. Frames.Frame(Frames.PriorityType, 0, 1, lookalike[..5]),
        ];

        Check(frames, frames);
    }

    [Fact]
    public void Read_NoHttp2_PassesAsItIs()
    {
        byte[] sent = [.. "GET / HTTP/1.1\r\nHost: /csi/csi.sock\r\n\r\n"u8, .. Frames.Headers(1, AuthorityCases.Field("stored", Hpack.Plain("localhost")))];

        foreach (var piece in Pieces)
            Normalised.Read(sent, piece).ShouldBe(sent);
    }

    [Fact]
    public void Read_EndlessHeaderBlock_IsGivenToTheServerAtSomeSize()
    {
        byte[] frames = [.. Frames.Headers(1, [], 0), .. Enumerable.Repeat(Frames.Continuation(1, new byte[1000], 0), 200).SelectMany(frame => frame)];

        Check(frames, frames, 5000);
    }

    [Fact]
    public void Read_AfterABrokenBlock_EverythingPasses()
    {
        byte[] frames = [.. Frames.Headers(1, [0x41, 0x7F]), .. Frames.Headers(3, AuthorityCases.Field("stored", Hpack.Plain("/tmp/s")))];

        Check(frames, frames);
    }

    [Fact]
    public void Read_UnfinishedBlockAtTheEnd_IsStillSeen()
    {
        var frames = Frames.Headers(1, Hpack.Probe(), 0)[..^3];

        Check(frames, frames);
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Read_NothingToChange_IsThePlainStream(int seed)
    {
        var sent = new RandomStream(seed).Bytes(AuthorityCases.Good);

        foreach (var piece in Pieces)
            Normalised.Read(sent, piece).ShouldBe(sent);
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Read_CorruptedStream_ChangesNothingButAuthorities(int seed)
    {
        var random = new RandomStream(seed);
        var sent = random.Corrupt(random.Bytes([.. AuthorityCases.Good, .. AuthorityCases.Bad]));

        var seen = Normalised.Read(sent, sent.Length);

        seen.Length.ShouldBe(sent.Length);
        sent.Zip(seen).Where(pair => pair.First != pair.Second).ShouldAllBe(pair => pair.Second == 'x' || pair.Second == 0xFC);
        foreach (var piece in Pieces)
            Normalised.Read(sent, piece).ShouldBe(seen);
    }

    private static byte[] Split(byte[] block, int first, int second) =>
    [
        .. Frames.Headers(1, block[..first], 0),
        .. Frames.Continuation(1, block[first..second], 0),
        .. Frames.Continuation(1, block[second..]),
    ];

    private static void Check(byte[] sent, byte[] seen, params int[] pieces)
    {
        foreach (var piece in pieces.Length > 0 ? pieces : Pieces)
            Normalised.Read([.. Normalised.Preface, .. sent], piece).ShouldBe([.. Normalised.Preface, .. seen]);
    }
}
