using CsiHost.Plugins.Efs.Credentials;
using CsiHost.StandIns.Aws;
using CsiHost.TestKit.Fakes;

namespace CsiHost.Plugins.Efs.Tests.Credentials;

public sealed class ProfileTests : IDisposable
{
    private const string Keys = "aws_access_key_id = AKIA1\naws_secret_access_key = secret";
    private readonly TemporaryFolder _folder = new();
    private readonly CredentialHarness _sut;

    public ProfileTests() => _sut = new CredentialHarness(new Uri("http://127.0.0.1:1"), _folder.Path);

    public void Dispose() => _folder.Dispose();

    public static TheoryData<string, string, string?, string> Found => new()
    {
        { $"[p]\n{Keys}", "", "p", "credentials:p AKIA1 -" },
        { $"[p]\n{Keys}\naws_session_token = t", "", "p", "credentials:p AKIA1 t" },
        { "", $"[p]\n{Keys}", "p", "config:p AKIA1 -" },
        { "", $"[profile p]\n{Keys}", "p", "config:p AKIA1 -" },
        { $"[p]\n{Keys}", "[p]\naws_access_key_id = OTHER\naws_secret_access_key = s", "p", "credentials:p AKIA1 -" },
        { $"[default]\n{Keys}", "", null, "credentials:default AKIA1 -" },
    };

    [Theory]
    [MemberData(nameof(Found))]
    public async Task Find_Profile_IsReadFromItsFile(string credentials, string config, string? profile, string expected)
    {
        Write(credentials, config);

        var found = await _sut.FindAsync(new CredentialRequest { Profile = profile });

        $"{found.Method} {found.AccessKeyId} {found.SessionToken ?? "-"}".ShouldBe(expected);
    }

    [Theory]
    [InlineData("", "")]
    [InlineData("[p]\naws_secret_access_key = secret", "")]
    [InlineData("rubbish", "")]
    public async Task Find_ProfileNowhere_IsFinal(string credentials, string config)
    {
        Write(credentials, config);
        _sut.Instance.Values["meta-data/iam/security-credentials/"] = "role";

        (await _sut.FailAsync(new CredentialRequest { Profile = "p" })).Message.ShouldContain("under named profile [p]");
    }

    [Fact]
    public async Task Find_ProfileThatAssumesARole_SignsWithItsSource()
    {
        await using var sts = await EcsStandIn.StartAsync();
        sts.Answers["/"] =
            "<AssumeRoleResponse xmlns=\"https://sts.amazonaws.com/doc/2011-06-15/\"><AssumeRoleResult><Credentials><AccessKeyId>AKIAROLE</AccessKeyId>"
            + "<SecretAccessKey>s</SecretAccessKey><SessionToken>t</SessionToken><Expiration>2030-01-01T01:00:00Z</Expiration></Credentials>"
            + "</AssumeRoleResult></AssumeRoleResponse>";
        _sut.Options.Aws.EndpointUrlSts = sts.Address.ToString();
        Write($"[base]\n{Keys}", "[profile p]\nrole_arn = arn:aws:iam::1:role/R\nsource_profile = base\nexternal_id = ext");

        var found = await _sut.FindAsync(new CredentialRequest { Profile = "p" });

        (found.Method, found.AccessKeyId, found.Expiration).ShouldBe(("named_profile:p", "AKIAROLE", new DateTimeOffset(2030, 1, 1, 1, 0, 0, TimeSpan.Zero)));
        var form = sts.Requests.ShouldHaveSingleItem().Form;
        (form["Action"], form["RoleArn"], form["ExternalId"]).ShouldBe(("AssumeRole", "arn:aws:iam::1:role/R", "ext"));
    }

    [Theory]
    [InlineData("[profile p]\nrole_arn = a", "needs a source_profile")]
    [InlineData("[profile p]\nrole_arn = a\nsource_profile = p", "needs a source_profile")]
    [InlineData("[profile p]\nrole_arn = a\nsource_profile = q", "which is not defined")]
    [InlineData("[profile p]\nrole_arn = a\nsource_profile = q\n[profile q]\nrole_arn = b\nsource_profile = p", "assume roles for each other")]
    public async Task Find_ProfileWithoutASource_SaysWhatIsMissing(string config, string message)
    {
        Write("", config);

        (await _sut.FailAsync(new CredentialRequest { Profile = "p" })).Message.ShouldContain(message);
    }

    private void Write(string credentials, string config)
    {
        Directory.CreateDirectory(_folder[".aws"]);
        File.WriteAllText(_folder[".aws", "credentials"], credentials);
        File.WriteAllText(_folder[".aws", "config"], config);
    }
}
