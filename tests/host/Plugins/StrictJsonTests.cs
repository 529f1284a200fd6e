using System.Text;
using System.Text.Json;
using CsiHost.Plugins.Locking;
using CsiHost.Plugins.Manifests;

namespace CsiHost.Tests.Plugins;

public sealed class StrictJsonTests
{
    private const string Manifest = """
        {"schema":1,"id":"a","version":"1.0.0","contract":"1.0","kind":"crypto-policy","entry":"a.dll",
         "drivers":["d"],"commands":["c1","c2"],"requires":[],"files":{"a.dll":"h","b/c.so":"i"}}
        """;

    [Fact]
    public void Parse_WrittenManifest_GivesTheSame()
    {
        var manifest = ManifestJson.Parse(Encoding.UTF8.GetBytes(Manifest));

        var again = ManifestJson.Parse(ManifestJson.Write(manifest));

        again.Kind.ShouldBe(PluginKind.CryptoPolicy);
        again.Commands.ShouldBe(["c1", "c2"]);
        again.Files.ShouldBe(manifest.Files, ignoreOrder: true);
        ManifestJson.Write(again).ShouldBe(ManifestJson.Write(manifest));
    }

    [Theory]
    [InlineData("\"drivers\":[\"d\"]", "\"drivers\":[1]", "'drivers'")]
    [InlineData("\"drivers\":[\"d\"]", "\"drivers\":\"d\"", "'drivers'")]
    [InlineData("\"files\":{", "\"files\":{\"a.dll\":\"x\",", "'a.dll' twice")]
    [InlineData("\"b/c.so\":\"i\"", "\"b/c.so\":null", "'files'")]
    [InlineData("\"schema\":1", "\"schema\":1.5", "'schema'")]
    [InlineData("\"schema\":1", "\"schema\":\"1\"", "'schema'")]
    [InlineData("\"id\":\"a\"", "\"id\":null", "'id'")]
    [InlineData("}}", "}}{}", "")]
    [InlineData("}}", "}", "")]
    [InlineData("}}", "},}", "")]
    [InlineData("{\"schema\"", "// x\n{\"schema\"", "")]
    public void Parse_BrokenManifest_NamesTheField(string old, string @new, string named) =>
        Should.Throw<JsonException>(() => ManifestJson.Parse(Encoding.UTF8.GetBytes(Manifest.Replace(old, @new, StringComparison.Ordinal))))
            .Message.ShouldContain(named);

    [Theory]
    [InlineData("""{"schema":1}""", "'plugins'")]
    [InlineData("""{"schema":1,"plugins":[1]}""", "'plugins'")]
    [InlineData("""{"schema":1,"plugins":[{"id":"a","version":"1.0.0","manifest":"h"}]}""", "'required'")]
    [InlineData("""{"schema":1,"plugins":[{"id":"a","version":"1.0.0","manifest":"h","required":1}]}""", "'required'")]
    public void Parse_BrokenLock_NamesTheField(string json, string named) =>
        Should.Throw<JsonException>(() => LockJson.Parse(Encoding.UTF8.GetBytes(json))).Message.ShouldContain(named);
}
