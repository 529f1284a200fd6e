using CsiHost.S3Engine.Hosting;

namespace CsiHost.S3Engine.Tests.Cli;

public sealed class OptionRulesTests
{
    private static readonly EngineOptions Plain = new() { Bucket = "bucket", MountPoint = "/mnt" };

    [Fact]
    public void Environment_FillsWhatTheArgumentsLeave()
    {
        var environment = new EngineEnvironment(new Dictionary<string, string> { ["AWS_REGION"] = "eu-west-1", ["AWS_ENDPOINT_URL"] = "http://localhost:9", ["AWS_DEFAULT_REGION"] = "no", ["AWS_ENDPOINT_URL_S3"] = "http://no" });
        var options = OptionRules.Complete(Plain, environment);
        (options.Region, options.Endpoint).ShouldBe(("eu-west-1", new Uri("http://localhost:9")));
        OptionRules.Complete(Plain with { Region = "us-west-2" }, environment).Region.ShouldBe("us-west-2");
        OptionRules.Complete(Plain, new EngineEnvironment(new Dictionary<string, string> { ["AWS_USE_FIPS_ENDPOINT"] = "true" })).Fips.ShouldBeTrue();
    }

    /// <summary>Rows C4, C9, C16, C32: exit code 1.</summary>
    [Fact]
    public void Rules_AcrossFlags_Hold()
    {
        Refuse(Plain with { ReadPart = 1048576 }, "1048576");
        Refuse(Plain with { WritePart = 6L << 30 }, "write part");
        Refuse(Plain with { Sse = "AES256", SseKey = "arn:aws:kms:us-east-1:1:key/1" }, "AES256");
        Refuse(Plain with { CaBundle = "/no/such/file" }, "/no/such/file");
        Refuse(Plain with { CacheDirectory = "/no/such/folder" }, "--cache");
        Refuse(Plain with { MountPoint = "/dev/fd/3", ReadOnly = true }, "--read-only");
        Refuse(Plain with { MountPoint = "/dev/fd/3", AutoUnmount = true }, "--auto-unmount");
    }

    private static void Refuse(EngineOptions options, string words) =>
        Should.Throw<EngineException>(() => OptionRules.Complete(options, new EngineEnvironment(new Dictionary<string, string>()))).Message.ShouldContain(words);
}
