using CsiHost.S3Engine.Credentials;
using CsiHost.S3Engine.Hosting;

namespace CsiHost.S3Engine.Tests.S3;

public sealed class ProfileTests
{
    private static readonly EngineEnvironment Nothing = new(new Dictionary<string, string>());

    [Fact]
    public void Sections_AreReadFromBothFiles()
    {
        var profiles = Profiles("""
            [default]
            region = eu-west-1
            [profile work] 
            # a comment
            role_arn = arn:aws:iam::1:role/r
            source_profile = base
            s3 =
              nested = ignored
            [sso-session x]
            a = b
            """);
        profiles["work"]!["source_profile"].ShouldBe("base");
        profiles["work"]!.Keys.ShouldNotContain("nested");
        profiles["x"].ShouldBeNull();
    }

    [Fact]
    public async Task Keys_OfAProfile_AreItsCredentials()
    {
        var source = ProfileCredentials.From(Profiles("[profile p]\naws_access_key_id = A\naws_secret_access_key = hidden-word\naws_session_token = T"), "p", Ports());
        var credentials = await source!.GetAsync(CancellationToken.None);
        (credentials.AccessKey, credentials.SecretKey, credentials.SessionToken).ShouldBe(("A", "hidden-word", "T"));
        credentials.ToString().ShouldNotContain("hidden-word");
    }

    [Fact]
    public void Circle_IsAnError() =>
        Should.Throw<EngineException>(() => ProfileCredentials.From(Profiles("[profile a]\nrole_arn=r\nsource_profile=b\n[profile b]\nrole_arn=r\nsource_profile=a"), "a", Ports()))
            .Message.ShouldContain("circle");

    [Fact]
    public void RoleWithoutSource_IsAnError() =>
        Should.Throw<EngineException>(() => ProfileCredentials.From(Profiles("[profile a]\nrole_arn=r"), "a", Ports())).Message.ShouldContain("'a'");

    [Fact]
    public async Task Process_PrintsCredentials()
    {
        var script = Path.GetTempFileName();
        await File.WriteAllTextAsync(script, """echo '{"Version":1,"AccessKeyId":"A","SecretAccessKey":"S","SessionToken":"T"}'""");
        (await new ProcessCredentials($"/bin/sh \"{script}\"").GetAsync(CancellationToken.None)).SessionToken.ShouldBe("T");
        File.Delete(script);
        (await Should.ThrowAsync<IOException>(new ProcessCredentials("/bin/false").GetAsync(CancellationToken.None).AsTask())).Message.ShouldContain("/bin/false");
        ProcessCredentials.Split("a \"b c\" d").ShouldBe(["a", "b c", "d"]);
    }

    [Fact]
    public void NoSource_IsAnErrorThatNamesTheChoices() =>
        Should.Throw<EngineException>(() => CredentialChain.Create(new EngineOptions { Bucket = "b", MountPoint = "/" }, Ports())).Message.ShouldContain("AWS_ACCESS_KEY_ID");

    [Fact]
    public void Anonymous_WinsOverProfile() =>
        CredentialChain.Create(new EngineOptions { Bucket = "b", MountPoint = "/", Anonymous = true, Profile = "p" }, Ports()).ShouldBeNull();

    private static AwsProfiles Profiles(string config)
    {
        var profiles = new AwsProfiles();
        profiles.Parse(config.Split('\n'), isConfig: true);
        return profiles;
    }

    private static CredentialPorts Ports() => new(Nothing, null!, null!, null, TimeProvider.System);
}
