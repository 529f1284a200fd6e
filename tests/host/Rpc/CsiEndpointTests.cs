using CsiHost.Rpc;

namespace CsiHost.Tests.Rpc;

[Trait("tier", "unit")]
public class CsiEndpointTests
{
    [Theory]
    [InlineData("unix:///csi/csi.sock", "/csi/csi.sock")]
    [InlineData("unix:/csi/csi.sock", "/csi/csi.sock")]
    [InlineData("UNIX:///csi/csi.sock", "/csi/csi.sock")]
    [InlineData("Unix:/csi/csi.sock", "/csi/csi.sock")]
    [InlineData("/csi/csi.sock", "/csi/csi.sock")]
    [InlineData("/csi//a/../csi.sock", "/csi/csi.sock")]
    [InlineData("unix:////csi/csi.sock", "/csi/csi.sock")]
    [InlineData("unix://tmp/csi.sock", "/tmp/csi.sock")]
    [InlineData("/csi/unix:x.sock", "/csi/unix:x.sock")]
    public void Parse_Absolute_GivesThePath(string text, string path) => CsiEndpoint.Parse(text).Path.ShouldBe(path);

    [Theory]
    [InlineData("unix:csi.sock", "csi.sock")]
    [InlineData("csi.sock", "csi.sock")]
    [InlineData("./csi.sock", "csi.sock")]
    public void Parse_Relative_StartsAtTheCurrentFolder(string text, string path) =>
        CsiEndpoint.Parse(text).Path.ShouldBe(Path.Combine(Environment.CurrentDirectory, path));

    [Theory]
    [InlineData(null, "names no socket file")]
    [InlineData("", "names no socket file")]
    [InlineData("unix:", "names no socket file")]
    [InlineData("unix://", "names no socket file")]
    [InlineData("unix:///csi/", "names no socket file")]
    [InlineData("/a\0b", "zero byte")]
    [InlineData("tcp://127.0.0.1:10000", "only unix sockets")]
    [InlineData("http://x/y.sock", "only unix sockets")]
    public void TryParse_NotASocket_SaysWhy(string? text, string why)
    {
        CsiEndpoint.TryParse(text, out _, out var error).ShouldBeFalse();
        error.ShouldContain(why);
    }

    [Theory]
    [InlineData(107, true)]
    [InlineData(108, false)]
    public void TryParse_LongPath_IsHeldToTheKernelsLimit(int length, bool fits)
    {
        var path = "/" + new string('a', length - 1);

        CsiEndpoint.TryParse(path, out _, out var error).ShouldBe(fits);

        error.Contains(path, StringComparison.Ordinal).ShouldBe(!fits);
    }

    [Fact]
    public void ToString_IsAnEndpointAgain() => CsiEndpoint.Parse(CsiEndpoint.Parse("/csi/csi.sock").ToString()).Path.ShouldBe("/csi/csi.sock");
}
