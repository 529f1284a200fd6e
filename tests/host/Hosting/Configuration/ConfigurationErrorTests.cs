using CsiHost.Hosting.Configuration;

namespace CsiHost.Tests.Hosting.Configuration;

public sealed class ConfigurationErrorTests
{
    public static TheoryData<string, string, string> Wrong => new()
    {
        { "Host:Mode", "both", "Host:Mode (from test): 'both' is not accepted; it takes one of node, controller, all" },
        { "Host:Mode", "1", "Host:Mode (from test): '1' is not accepted; it takes one of node, controller, all" },
        { "Host:NodeId", "a\nb", "Host:NodeId (from test): 'a\nb' is not accepted; it takes at most 256 bytes without control characters" },
        { "Host:StateDirectory", "state", "Host:StateDirectory (from test): 'state' is not accepted; it takes an absolute path without . and .." },
        { "Host:StateDirectory", "/a/../b", "Host:StateDirectory (from test): '/a/../b' is not accepted; it takes an absolute path without . and .." },
        { "Host:EnforceKubeletRoot", "yes", "Host:EnforceKubeletRoot (from test): 'yes' is not accepted; it takes true or false" },
        { "Host:HealthEndpoint", "9808", "Host:HealthEndpoint (from test): '9808' is not accepted; it takes an address such as :9808, 127.0.0.1:9808 or [::1]:9808" },
        { "Host:StartTimeout", "-1s", "Host:StartTimeout (from test): '-1s' is not accepted; it takes a duration above zero such as 00:00:30 or 30s" },
        { "Host:OtlpEndpoint", "collector:4317", "Host:OtlpEndpoint (from test): 'collector:4317' is not accepted; it takes an http or https URL such as http://collector:4317" },
        { "Host:Endpoint", "tcp://:9000", "Host:Endpoint (from test): 'tcp://:9000' is not accepted; it takes a unix socket such as unix:///csi/csi.sock, at most 107 bytes long" },
        { "Host:MetricsCertFile", "/c.pem", "Host:MetricsCertFile and Host:MetricsKeyFile belong together; one of them is missing" },
        { "Host:NodeID2", "x", "Host:NodeID2 is not a known key; did you mean 'NodeId'?" },
        { "Host:Mode:Sub", "x", "Host:Mode:Sub is not a known key; Host:Mode holds one value" },
        { "Hots:Mode", "x", "Hots is not a known section; did you mean 'Host'?" },
        { "Something", "x", "Something is not a known section; known are Drivers, Host, Logging, Plugins" },
        { "Logging:Format", "xml", "Logging:Format (from test): 'xml' is not accepted; it takes one of text, json" },
        { "Logging:Verbosity", "much", "Logging:Verbosity (from test): 'much' is not accepted; it takes a whole number from -2147483648" },
        { "Logging:Modules", "a", "Logging:Modules (from test): 'a' is not accepted; it takes a list such as pattern=4,other*=6" },
        { "Logging:Verbose", "1", "Logging:Verbose is not a known key; did you mean 'Verbosity'?" },
        { "Drivers:a.b:SocketMode", "0888", "Drivers:a.b:SocketMode (from test): '0888' is not accepted; it takes an octal file mode such as 0600 or 0660" },
        { "Drivers:a.b:SocketMode", "4755", "Drivers:a.b:SocketMode (from test): '4755' is not accepted; it takes an octal file mode such as 0600 or 0660" },
        { "Drivers:a.b:MaxConcurrentCalls", "-1", "Drivers:a.b:MaxConcurrentCalls (from test): '-1' is not accepted; it takes a whole number from 0" },
        { "Drivers:a.b:Endpont", "x", "Drivers:a.b:Endpont is not a known key; did you mean 'Endpoint'?" },
        { "Host::Mode", "x", "'Host::Mode' (from test) is no key; keys look like Section:Name" },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void Read_WrongValue_NamesTheKeyAndWhatItTakes(string key, string value, string expected)
    {
        var settings = new SettingSet();
        settings.Set(key, value, "test");

        Should.Throw<ConfigurationException>(() => HostSettingsReader.Read(settings)).Errors.ShouldBe([expected]);
    }

    [Fact]
    public void Read_SeveralWrong_ReportsAllAtOnce()
    {
        var settings = new SettingSet();
        settings.Set("Host:Mode", "x", "test");
        settings.Set("Host:Moed", "all", "test");
        settings.Set("Logging:Format", "x", "test");
        settings.Set("Drivers:-bad-:SocketMode", "0600", "test");

        Should.Throw<ConfigurationException>(() => HostSettingsReader.Read(settings)).Errors.Count.ShouldBe(4);
    }

    [Theory]
    [InlineData("[1]", "must hold one JSON object")]
    [InlineData("{", "is not JSON")]
    [InlineData("{} x", "is not JSON")]
    [InlineData("", "is not JSON")]
    [InlineData("""{"Host":{"Mode":"all","mode":"node"}}""", "says Host:mode twice")]
    public void JsonSettings_WrongFile_IsAnError(string json, string expected)
    {
        var path = Path.GetTempFileName();
        var settings = new SettingSet();
        try
        {
            File.WriteAllText(path, json);
            JsonSettings.Read(path, settings);
        }
        finally
        {
            File.Delete(path);
        }

        settings.Errors.ShouldHaveSingleItem().ShouldContain(expected);
    }

    [Fact]
    public void JsonSettings_MissingFile_IsAnErrorThatNamesIt()
    {
        var settings = new SettingSet();

        JsonSettings.Read("/nowhere/config.json", settings);

        settings.Errors.ShouldHaveSingleItem().ShouldStartWith("configuration file '/nowhere/config.json' cannot be read");
    }
}
