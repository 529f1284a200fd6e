using System.Net;
using CsiHost.Plugins.Efs.Aws;
using CsiHost.Plugins.Efs.Tests.Rig;
using CsiHost.StandIns.Aws;
using CsiHost.TestKit.Fakes;

namespace CsiHost.Plugins.Efs.Tests.Aws;

/// <summary>Where the driver's own credentials come from.</summary>
public sealed class CredentialsTests
{
    private const string Role = "arn:aws:iam::111122223333:role/irsa";

    [Fact]
    public async Task WebIdentity_TokenOfTheServiceAccount_IsExchangedAtSts()
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(folder["token"], "jwt\n");
        await using var rig = await EfsRig.StartAsync(options => Without(options).WebIdentityTokenFile = folder["token"]);
        rig.Options.Aws.RoleArn = Role;
        rig.Aws.Identities.Roles[Role] = "";
        rig.Aws.Identities.WebIdentityToken = "jwt";

        await rig.CreateAsync("uid=1|gid=1");

        rig.Aws.Requests.Select(static request => request.Operation).ShouldBe(["AssumeRoleWithWebIdentity", "CreateAccessPoint"]);
        rig.Aws.Requests[^1].AccessKeyId.ShouldStartWith("ASIA");
    }

    [Theory]
    [InlineData("wrong")]
    [InlineData(null)]
    public async Task WebIdentity_TokenIsBadOrMissing_IsNoCredentials(string? token)
    {
        using var folder = new TemporaryFolder();
        if (token is not null)
            await File.WriteAllTextAsync(folder["token"], token);
        await using var rig = await EfsRig.StartAsync(options => Without(options).WebIdentityTokenFile = folder["token"]);
        rig.Options.Aws.RoleArn = Role;
        rig.Aws.Identities.WebIdentityToken = "jwt";

        (await FailAsync(rig)).Kind.ShouldBe(AwsErrorKind.NoCredentials);
    }

    [Theory]
    [InlineData("")]
    [InlineData("team")]
    public async Task Profile_OfTheSharedFile_IsUsed(string profile)
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(
            folder["credentials"],
            $"[{(profile.Length == 0 ? "default" : profile)}]\naws_access_key_id = {AwsIdentities.AccessKeyId}\naws_secret_access_key = {AwsIdentities.SecretAccessKey}\n");
        await using var rig = await EfsRig.StartAsync(options => Without(options).SharedCredentialsFile = folder["credentials"]);
        rig.Options.Aws.Profile = profile;

        await rig.CreateAsync();

        rig.Aws.Efs.AccessPoints.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Profile_ThatIsNotThere_IsNamed()
    {
        await using var rig = await EfsRig.StartAsync(static options => Without(options).Profile = "gone");

        (await FailAsync(rig)).Message.ShouldContain("'gone'");
    }

    [Fact]
    public async Task Container_TokenFile_IsReadForEachRequest()
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(folder["token"], "first\n");
        using var service = new HttpListener();
        var prefix = $"http://127.0.0.1:{FreePort()}/";
        service.Prefixes.Add(prefix);
        service.Start();
        var authorization = ServeAsync(service);
        await using var rig = await EfsRig.StartAsync(options => Without(options).ContainerCredentialsFullUri = prefix + "v1/credentials");
        rig.Options.Aws.ContainerAuthorizationTokenFile = folder["token"];

        await rig.CreateAsync();

        (await authorization).ShouldBe("first");
        rig.Aws.Efs.AccessPoints.Count.ShouldBe(1);
    }

    [Theory]
    [InlineData("http://example.com/credentials", "https")]
    [InlineData("ftp://169.254.170.23/x", "http or https")]
    public async Task Container_TokenWouldGoInClear_IsRefused(string uri, string problem)
    {
        await using var rig = await EfsRig.StartAsync(options => Without(options).ContainerCredentialsFullUri = uri);

        var error = await FailAsync(rig);

        error.Kind.ShouldBe(AwsErrorKind.NoCredentials);
        error.Message.ShouldContain(problem);
    }

    [Fact]
    public async Task Session_ThatHasEnded_IsRenewed()
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(folder["token"], "jwt");
        await using var rig = await EfsRig.StartAsync(options => Without(options).WebIdentityTokenFile = folder["token"]);
        rig.Options.Aws.RoleArn = Role;
        rig.Aws.Identities.Roles[Role] = "";
        rig.Aws.Identities.WebIdentityToken = "jwt";
        // They are renewed five minutes before their end, so these have ended as soon as they are there: also for the library's signer, which does not await.
        rig.Aws.Identities.SessionLife = TimeSpan.FromSeconds(59);
        await rig.CreateAsync("", "pvc-1");
        rig.Aws.Identities.SessionLife = TimeSpan.FromHours(1);
        await rig.CreateAsync("", "pvc-2");

        rig.Aws.Count("AssumeRoleWithWebIdentity").ShouldBeGreaterThan(1);
        rig.Aws.Efs.AccessPoints.Count.ShouldBe(2);
    }

    private static EfsAwsOptions Without(EfsOptions options)
    {
        (options.Aws.AccessKeyId, options.Aws.SecretAccessKey) = ("", "");
        return options.Aws;
    }

    private static async Task<AwsException> FailAsync(EfsRig rig) =>
        await Should.ThrowAsync<AwsException>(async () => await rig.Efs.DescribeFileSystemAsync(EfsRig.FileSystem, CancellationToken.None));

    private static async Task<string> ServeAsync(HttpListener service)
    {
        var context = await service.GetContextAsync();
        var body = $$"""{"AccessKeyId":"{{AwsIdentities.AccessKeyId}}","SecretAccessKey":"{{AwsIdentities.SecretAccessKey}}","Expiration":"2099-01-01T00:00:00Z"}""";
        await context.Response.OutputStream.WriteAsync(System.Text.Encoding.UTF8.GetBytes(body));
        context.Response.Close();
        return context.Request.Headers["Authorization"] ?? "";
    }

    private static int FreePort()
    {
        using var socket = new System.Net.Sockets.TcpListener(IPAddress.Loopback, 0);
        socket.Start();
        return ((IPEndPoint)socket.LocalEndpoint).Port;
    }
}
