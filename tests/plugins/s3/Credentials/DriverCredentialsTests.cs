using CsiHost.Abstractions.Errors;
using CsiHost.Plugins.S3.Credentials;
using CsiHost.Plugins.S3.Files;

namespace CsiHost.Plugins.S3.Tests.Credentials;

public sealed class DriverCredentialsTests : IDisposable
{
    private const string Id = "mp-uid-vol-1";
    private readonly CredentialRig _rig = new();

    public void Dispose() => _rig.Dispose();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Keys_AreAProfileOfTheirOwn(bool withSession) // R1
    {
        (_rig.Options.AccessKeyId, _rig.Options.SecretAccessKey, _rig.Options.SessionToken) = ("AKIA", "secret/+=", withSession ? "session" : "");

        var environment = await _rig.ProvideAsync(Request());

        environment.ShouldBe(new Dictionary<string, string>
        {
            ["AWS_PROFILE"] = Id + "-s3-csi",
            ["AWS_CONFIG_FILE"] = $"/comm/credentials/{Id}-s3-csi-config",
            ["AWS_SHARED_CREDENTIALS_FILE"] = $"/comm/credentials/{Id}-s3-csi-credentials",
        }, ignoreOrder: true);
        _rig.Read(Id + "-s3-csi-config").ShouldBe($"[profile {Id}-s3-csi]\n");
        _rig.Read(Id + "-s3-csi-credentials").ShouldBe(
            $"[{Id}-s3-csi]\naws_access_key_id=AKIA\naws_secret_access_key=secret/+=\n{(withSession ? "aws_session_token=session\n" : "")}");
        foreach (var file in Directory.GetFiles(_rig.Written))
            File.GetUnixFileMode(file).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead);
    }

    [Fact]
    public async Task KeyWithoutSecret_RoleWithoutFile_FileWithoutRole_UriWithoutToken_AreNothing() // R3, R5, R8, R10
    {
        (_rig.Options.AccessKeyId, _rig.Options.RoleArn, _rig.Options.ContainerCredentialsUri) = ("AKIA", "arn", "http://x");
        (await _rig.ProvideAsync(Request())).ShouldBeEmpty();
        (_rig.Options.RoleArn, _rig.Options.WebIdentityTokenFile) = ("", _rig.File("t", "t"));
        (await _rig.ProvideAsync(Request())).ShouldBeEmpty();
        _rig.Files.ShouldBeEmpty();
    }

    [Fact]
    public async Task AllSources_AreGivenTogether() // R4, R6, R9
    {
        UseAll();

        var environment = await _rig.ProvideAsync(Request());

        environment["AWS_ROLE_ARN"].ShouldBe("arn:role");
        environment["AWS_WEB_IDENTITY_TOKEN_FILE"].ShouldBe("/comm/credentials/token");
        environment["AWS_CONTAINER_CREDENTIALS_FULL_URI"].ShouldBe("http://169.254.170.23/v1/credentials");
        environment["AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE"].ShouldBe("/comm/credentials/eks-pod-identity-token");
        environment.Count.ShouldBe(7);
        _rig.Read("token").ShouldBe("web token");
        _rig.Read("eks-pod-identity-token").ShouldBe("pod token");
        _rig.Files.Count.ShouldBe(4);
    }

    [Fact]
    public async Task Systemd_HasNoPodIdentityAndTheWorkloadsName() // R2, R7
    {
        UseAll();
        var environment = await _rig.ProvideAsync(Request() with { Kind = MountKind.Systemd, PodUid = "workload", SeenFolder = "/host" });
        environment["AWS_PROFILE"].ShouldBe("workload-vol-1-s3-csi");
        environment.Keys.ShouldNotContain("AWS_CONTAINER_CREDENTIALS_FULL_URI");
        _rig.Files.ShouldNotContain("eks-pod-identity-token");
    }

    [Theory]
    [InlineData((int)MountKind.Systemd, "/etc/aws/config")]
    [InlineData((int)MountKind.Pod, null)]
    public async Task HostProfile_IsForSystemdOnly(int kind, string? expected) // R11
    {
        (_rig.Options.ConfigFile, _rig.Options.SharedCredentialsFile) = ("/etc/aws/config", "/etc/aws/credentials");
        (await _rig.ProvideAsync(Request() with { Kind = (MountKind)kind })).GetValueOrDefault("AWS_CONFIG_FILE").ShouldBe(expected);
    }

    [Theory]
    [InlineData("AKIA\n[default]", "s")]
    [InlineData("AKIA", "s\u0007")]
    [InlineData("AKIA\u2028", "s")]
    public async Task Keys_ThatWouldBreakTheFile_AreRefusedAndNotShown(string key, string secret) // R12
    {
        (_rig.Options.AccessKeyId, _rig.Options.SecretAccessKey) = (key, secret);
        var error = await Should.ThrowAsync<CsiException>(() => _rig.ProvideAsync(Request()));
        error.Message.ShouldBe("aws-profile: Invalid AWS Credentials");
        _rig.Files.ShouldBeEmpty();
    }

    [Fact]
    public async Task TokenFile_ThatIsGone_IsNamed()
    {
        (_rig.Options.RoleArn, _rig.Options.WebIdentityTokenFile) = ("arn", "/nonexistent/token");
        (await Should.ThrowAsync<CsiException>(() => _rig.ProvideAsync(Request()))).Message.ShouldContain("/nonexistent/token");
    }

    [Fact]
    public async Task Ids_WithSlashes_StayInTheFolder() // R23
    {
        (_rig.Options.AccessKeyId, _rig.Options.SecretAccessKey) = ("AKIA", "s");
        await _rig.ProvideAsync(Request() with { PodUid = "pod/123", VolumeId = "vol/1" });
        _rig.Files.ShouldBe(["pod~123-vol~1-s3-csi-config", "pod~123-vol~1-s3-csi-credentials"]);
    }

    [Theory]
    [InlineData((int)MountKind.Systemd, new[] { "other", "token" })]
    [InlineData((int)MountKind.Pod, new[] { "other" })]
    public async Task CleanUp_RemovesWhatIsOfTheMount(int kind, string[] left) // R26-R28
    {
        UseAll();
        await _rig.ProvideAsync(Request() with { Kind = (MountKind)kind });
        File.WriteAllText(Path.Combine(_rig.Written, "other"), "");
        foreach (var name in new[] { CredentialFiles.Token(Id), CredentialFiles.PodIdentityToken(Id) })
            File.WriteAllText(Path.Combine(_rig.Written, name), "");
        using var folder = Folder.Open(_rig.Written)!;

        CredentialProvider.CleanUp(folder, (MountKind)kind, "mp-uid", "vol-1");
        CredentialProvider.CleanUp(folder, (MountKind)kind, "mp-uid", "vol-1");

        _rig.Files.ShouldBe(left);
    }

    [Fact]
    public async Task Write_ByManyAtOnce_LeavesOneWholeFile() // R31
    {
        using var folder = Folder.Open(_rig.Written)!;
        var contents = Enumerable.Range(0, 32).Select(number => Enumerable.Repeat((byte)number, 20_000).ToArray()).ToArray();

        await Task.WhenAll(contents.Select(content => Task.Run(() => folder.Write("token", content))));

        var read = await File.ReadAllBytesAsync(Path.Combine(_rig.Written, "token"));
        read.Length.ShouldBe(20_000);
        read.Distinct().Count().ShouldBe(1);
        _rig.Files.ShouldBe(["token"]);
    }

    [Fact]
    public void Write_WhereALinkIsPlanted_ReplacesTheLink()
    {
        var victim = _rig.File("victim", "untouched");
        File.CreateSymbolicLink(Path.Combine(_rig.Written, "token"), victim);
        using var folder = Folder.Open(_rig.Written)!;

        folder.Write("token", "secret"u8);

        File.ReadAllText(victim).ShouldBe("untouched");
        new FileInfo(Path.Combine(_rig.Written, "token")).LinkTarget.ShouldBeNull();
    }

    private static CredentialRequest Request() => new()
    {
        Kind = MountKind.Pod,
        PodUid = "mp-uid",
        VolumeId = "vol-1",
        AuthenticationSource = "driver",
        SeenFolder = "/comm/credentials",
    };

    private void UseAll()
    {
        var options = _rig.Options;
        (options.AccessKeyId, options.SecretAccessKey) = ("AKIA", "secret");
        (options.RoleArn, options.WebIdentityTokenFile) = ("arn:role", _rig.File("web", "web token"));
        (options.ContainerCredentialsUri, options.ContainerAuthorizationTokenFile) =
            ("http://169.254.170.23/v1/credentials", _rig.File("pod", "pod token"));
    }
}
