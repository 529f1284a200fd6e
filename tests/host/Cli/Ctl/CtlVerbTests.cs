using CsiHost.Rpc.Client;
using CsiHost.Rpc.Ctl;
using CsiHost.Rpc.Proto;
using CsiHost.Tests.Rpc;

namespace CsiHost.Tests.Cli.Ctl;

public sealed class CtlVerbTests
{
    [Fact]
    public void All_EveryUnaryRpc_HasAVerb()
    {
        var rpcs = CsiReflection.Descriptor.Services.SelectMany(service => service.Methods)
            .Where(method => !method.IsServerStreaming)
            .Select(method => CtlNames.Kebab(method.Name));

        rpcs.Except(CtlVerbs.All.Select(verb => verb.Name)).ShouldBeEmpty();
        CtlVerbs.All.Select(verb => verb.Name).ShouldBeUnique();
    }

    [Fact]
    public void Options_EveryFieldButNestedMessages_HasOne()
    {
        var create = CtlVerbs.All.Single(verb => verb.Name == "create-volume");

        create.Options.Select(option => option.Name)
            .ShouldBe(["name", "capacity", "cap", "param", "secret-file", "from-snapshot", "from-volume", "topology", "mutable-param"]);
        foreach (var verb in CtlVerbs.All)
            verb.Options.Select(option => option.Name).ShouldBeUnique();
    }

    [Theory]
    [InlineData("cap", "mount", "--cap needs a mode")]
    [InlineData("cap", "disk:rw-once", "--cap 'disk:rw-once' is not accepted")]
    [InlineData("cap", "block:rw-once:ext4", "is not accepted")]
    [InlineData("cap", "mount:often", "--cap 'often' is not known")]
    [InlineData("capacity", "lots", "'lots' is no number")]
    [InlineData("capacity", "99999999Ti", "is too large")]
    [InlineData("param", "novalue", "--param 'novalue' is no key=value")]
    [InlineData("topology", "zone", "is no key=value list")]
    [InlineData("secret-file", "/nowhere", "cannot be read")]
    public async Task Call_BadValue_NamesTheOption(string option, string value, string problem)
    {
        var verb = CtlVerbs.All.Single(verb => verb.Name == "create-volume");
        using var channel = new CsiChannel(CsiHost.Rpc.CsiEndpoint.Parse("/nowhere.sock"), TimeProvider.System);

        var thrown = await Should.ThrowAsync<CtlValueException>(
            () => verb.CallAsync(channel, null, [(verb.Options.Single(known => known.Name == option), value)], Limits.Wait, Limits.Token));

        thrown.Message.ShouldContain(problem);
    }

    [Theory]
    [InlineData("4096", 4096)]
    [InlineData("16Mi", 16L << 20)]
    [InlineData("1G", 1_000_000_000L)]
    [InlineData("-1", -1)]
    public void Size_Text_IsRead(string text, long expected) => SizeText.Parse(text).ShouldBe(expected);

    [Fact]
    public void Reply_SecretFields_AreHidden()
    {
        var json = ReplyJson.Write(new CreateVolumeRequest { Name = "v", Secrets = { ["password"] = "hunter2" } });

        json.ShouldNotContain("hunter2");
        json.ShouldContain("\"password\": \"***\"");
        json.ShouldContain("\"name\": \"v\"");
    }
}
