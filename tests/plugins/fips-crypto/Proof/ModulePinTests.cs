using CsiHost.Plugins.FipsCrypto.Proof;
using CsiHost.TestKit.Fakes;

namespace CsiHost.Plugins.FipsCrypto.Tests.Proof;

public sealed class ModulePinTests
{
    [Fact]
    public void Read_PinOfAnImage_HasItsFields()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["pin.json"], """
            {"module":"/m/fips.so","moduleSha256":"aa","name":"OpenSSL FIPS Provider","version":"3.5.7","configurationSha256":"bb"}
            """);

        var (pin, problem) = ModulePin.Read(folder["pin.json"]);

        problem.ShouldBeEmpty();
        pin.ShouldBe(new ModulePin { Module = "/m/fips.so", ModuleHash = "aa", Name = "OpenSSL FIPS Provider", Version = "3.5.7", ConfigurationHash = "bb" });
    }

    [Theory]
    [InlineData("", "cannot be read")]
    [InlineData("[]", "cannot be read")]
    [InlineData("""{"module":"/m/fips.so"}""", "cannot be read")]
    [InlineData("""{"module":"","moduleSha256":"aa","name":"n","version":"3","configurationSha256":"bb"}""", "'module' is empty")]
    [InlineData("""{"module":1,"moduleSha256":"aa","name":"n","version":"3","configurationSha256":"bb"}""", "cannot be read")]
    public void Read_BadPin_SaysWhy(string content, string problem)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["pin.json"], content);

        var read = ModulePin.Read(folder["pin.json"]);

        read.Pin.ShouldBeNull();
        read.Problem.ShouldContain(problem);
    }

    [Fact]
    public void Read_NoFile_SaysWhy() => ModulePin.Read("/nowhere/pin.json").Problem.ShouldContain("/nowhere");
}
