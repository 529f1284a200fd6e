using System.Text.Json;
using CsiHost.Abstractions.Errors;
using CsiHost.Plugins.Efs.Credentials;
using CsiHost.StandIns.Aws;
using CsiHost.TestKit.Fakes;

namespace CsiHost.Plugins.Efs.Tests.Credentials;

/// <summary>The real providers against small services on loopback.</summary>
public sealed class MountCredentialFinderTests : IAsyncLifetime
{
    private const string Secret = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";
    private readonly TemporaryFolder _folder = new();
    private EcsStandIn _services = null!;
    private CredentialHarness _sut = null!;

    public async Task InitializeAsync()
    {
        _services = await EcsStandIn.StartAsync();
        _sut = new CredentialHarness(_services.Address, _folder.Path);
    }

    public async Task DisposeAsync()
    {
        await _services.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task Find_EcsPath_AsksTheContainerAddress()
    {
        _services.Answers["/v2/creds"] = Document("AKIAECS");

        var found = await _sut.FindAsync(new CredentialRequest { ContainerPath = "/v2/creds" });

        (found.AccessKeyId, found.SecretAccessKey, found.SessionToken, found.Method).ShouldBe(("AKIAECS", Secret, "token==", "ecs:/v2/creds"));
        found.Expiration.ShouldBe(_sut.Time.GetUtcNow().AddHours(6));
    }

    [Theory]
    [InlineData("/absent", "status 404")]
    [InlineData("//evil.example/creds", "is no path")]
    [InlineData("relative", "is no path")]
    public async Task Find_EcsPathGivenAndWrong_IsFinal(string path, string reason)
    {
        _sut.Instance.Values["meta-data/iam/security-credentials/"] = "role";

        var error = await _sut.FailAsync(new CredentialRequest { ContainerPath = path });

        error.Kind.ShouldBe(CsiErrorKind.Unauthenticated);
        error.Message.ShouldContain(reason);
        error.Message.ShouldContain("AWS Access Key ID and Secret Access Key are not found");
    }

    [Fact]
    public async Task Find_PodIdentity_SendsTheTrimmedToken()
    {
        _sut.Options.Aws.ContainerCredentialsFullUri = _services.Address + "v1/credentials";
        _sut.Options.Aws.ContainerAuthorizationTokenFile = Write("token", "  the-token\n");
        _services.Authorization = "the-token";
        _services.Answers["/v1/credentials"] = Document("AKIAPOD");

        (await _sut.FindAsync()).Method.ShouldBe($"podidentity:{_services.Address}v1/credentials,{_folder["token"]}");
    }

    [Theory]
    [InlineData("two\nlines")]
    [InlineData("")]
    [InlineData(null)]
    public async Task Find_PodIdentityTokenUnusable_GoesOn(string? content)
    {
        _sut.Options.Aws.ContainerCredentialsFullUri = _services.Address + "v1/credentials";
        _sut.Options.Aws.ContainerAuthorizationTokenFile = content is null ? _folder["absent"] : Write("token", content);
        SetInstanceRole();

        (await _sut.FindAsync()).Method.ShouldBe("metadata:");
        _services.Requests.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("1900000000")]
    [InlineData("1.9E9")]
    [InlineData("\"2030-03-17T17:46:40Z\"")]
    public async Task Find_WebIdentity_AsksStsOfTheRegion(string expiration)
    {
        _services.Answers["/"] = Sts("AKIAWEB", expiration);
        var token = Write("jwt", "eyJ.header.sig\n");

        var found = await _sut.FindAsync(new CredentialRequest { RoleArn = "arn:aws:iam::1:role/R", TokenFile = token });

        (found.AccessKeyId, found.Method).ShouldBe(("AKIAWEB", $"webidentity:arn:aws:iam::1:role/R,{token}"));
        found.Expiration.ShouldBe(DateTimeOffset.FromUnixTimeSeconds(1900000000));
        var request = _services.Requests.ShouldHaveSingleItem();
        request.Query.ShouldBe("");
        request.Form.ShouldBe(
            new Dictionary<string, string>
            {
                ["Version"] = "2011-06-15",
                ["Action"] = "AssumeRoleWithWebIdentity",
                ["RoleArn"] = "arn:aws:iam::1:role/R",
                ["RoleSessionName"] = "efs-mount-helper",
                ["WebIdentityToken"] = "eyJ.header.sig",
            },
            ignoreOrder: true);
    }

    [Fact]
    public async Task Find_Instance_AsksForTheRole()
    {
        SetInstanceRole();

        (await _sut.FindAsync()).ShouldSatisfyAllConditions(
            found => found.AccessKeyId.ShouldBe("AKIAROLE"), found => found.Method.ShouldBe("metadata:"));
    }

    [Theory]
    [InlineData("", "names no role")]
    [InlineData("../../latest/user-data", "names no role")]
    [InlineData("role", "has no credentials of role role")]
    public async Task Find_NothingAtAll_NamesWhatWasTried(string role, string reason)
    {
        _sut.Options.Aws.ContainerCredentialsRelativeUri = "/absent";
        _sut.Instance.Values["meta-data/iam/security-credentials/"] = role;

        var message = (await _sut.FailAsync()).Message;

        message.ShouldContain("the ECS credentials endpoint answered with status 404; ");
        message.ShouldContain(reason);
    }

    [Fact]
    public async Task Find_AgainWhileGood_AsksOnce_AndAnewNearTheEnd()
    {
        _services.Answers["/v2/creds"] = Document("AKIAECS");
        var request = new CredentialRequest { ContainerPath = "/v2/creds" };
        await _sut.FindAsync(request);
        await _sut.FindAsync(request);
        _services.Requests.Count.ShouldBe(1);
        _sut.Time.Advance(TimeSpan.FromHours(6) - TimeSpan.FromMinutes(4));

        await _sut.FindAsync(request);

        _services.Requests.Count.ShouldBe(2);
    }

    [Fact]
    public async Task Renew_RecordedMethod_AsksThatOneOnly()
    {
        _services.Answers["/v2/creds"] = Document("AKIAECS");

        (await _sut.Finder.RenewAsync("ecs:/v2/creds", "eu-west-1", CancellationToken.None)).AccessKeyId.ShouldBe("AKIAECS");
        (await Should.ThrowAsync<CsiException>(async () => await _sut.Finder.RenewAsync("podidentity:http://x", "r", CancellationToken.None)))
            .Kind.ShouldBe(CsiErrorKind.Unauthenticated);
    }

    [Fact]
    public async Task Find_ServiceSilent_EndsWithTheLimit()
    {
        _services.IsSilent = true;
        _sut.Time.AutoAdvance = TimeSpan.FromSeconds(1);

        (await _sut.FailAsync(new CredentialRequest { ContainerPath = "/v2/creds" })).Message.ShouldContain("did not answer within 1 s");
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("{\"AccessKeyId\":\"AKIA\"}")]
    [InlineData("<html>secret-body</html>")]
    public async Task Find_AnswerWithoutKeys_IsAnErrorWithoutItsText(string answer)
    {
        _services.Answers["/v2/creds"] = answer;

        (await _sut.FailAsync(new CredentialRequest { ContainerPath = "/v2/creds" })).Message.ShouldNotContain("secret-body");
    }

    [Fact]
    public async Task Credentials_AsText_HaveNoSecret()
    {
        _services.Answers["/v2/creds"] = Document("AKIAECS");
        var found = await _sut.FindAsync(new CredentialRequest { ContainerPath = "/v2/creds" });

        foreach (var text in new[] { found.ToString(), JsonSerializer.Serialize(found), $"{found}" })
        {
            text.ShouldNotContain(Secret);
            text.ShouldNotContain("token==");
        }
    }

    private static string Sts(string id, string expiration)
    {
        var credentials = $$"""{"AccessKeyId":"{{id}}","SecretAccessKey":"{{Secret}}","SessionToken":"t","Expiration":{{expiration}}}""";
        return """{"AssumeRoleWithWebIdentityResponse":{"AssumeRoleWithWebIdentityResult":{"Credentials":""" + credentials + "}}}";
    }

    private string Document(string id) =>
        $$"""{"AccessKeyId":"{{id}}","SecretAccessKey":"{{Secret}}","Token":"token==","Expiration":"{{_sut.Time.GetUtcNow().AddHours(6):O}}"}""";

    private void SetInstanceRole()
    {
        _sut.Instance.Values["meta-data/iam/security-credentials/"] = "node-role\n";
        _sut.Instance.Values["meta-data/iam/security-credentials/node-role"] = Document("AKIAROLE");
    }

    private string Write(string name, string content)
    {
        File.WriteAllText(_folder[name], content);
        return _folder[name];
    }
}
