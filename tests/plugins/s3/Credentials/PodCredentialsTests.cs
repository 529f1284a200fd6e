using System.Text.Json.Nodes;
using CsiHost.Abstractions.Errors;
using CsiHost.Abstractions.Ports;
using CsiHost.Plugins.S3.Credentials;

namespace CsiHost.Plugins.S3.Tests.Credentials;

public sealed class PodCredentialsTests : IDisposable
{
    private const string Sts = "sts.amazonaws.com";
    private const string Eks = "pods.eks.amazonaws.com";
    private const string Id = "mp-uid-vol-1";
    private readonly CredentialRig _rig = new();

    public void Dispose() => _rig.Dispose();

    /// <summary>Row, stsRegion, --region, AWS_REGION, AWS_DEFAULT_REGION, instance; then AWS_REGION and AWS_DEFAULT_REGION of mount-s3.</summary>
    public static TheoryData<string, string[], string?, string> Regions => new()
    {
        { "R18", ["ap-south-1", "", "", "eu-north-1", ""], "ap-south-1", "eu-north-1" },
        { "R19", ["", "us-west-1", "", "", ""], "us-west-1", "us-west-1" },
        { "R20", ["", "", "us-east-1", "eu-north-1", ""], "us-east-1", "eu-north-1" },
        { "R20b", ["", "", "", "eu-north-1", ""], "eu-north-1", "eu-north-1" },
        { "R21", ["", "", "", "", "us-east-2"], "us-east-2", "us-east-2" },
        { "R22", ["ap-south-1", "us-west-1", "us-east-1", "", ""], "ap-south-1", "ap-south-1" },
        { "R17", ["", "", "", "", ""], null, "" },
    };

    [Theory]
    [MemberData(nameof(Regions))]
    public async Task Role_IsAssumedInTheRegion(string row, string[] regions, string? expected, string fallback) // R13, R15
    {
        (_rig.Options.Region, _rig.Options.DefaultRegion, _rig.InstanceRegion) = (regions[2], regions[3], regions[4].Length > 0 ? regions[4] : null);
        _rig.Options.PodIdentityAgentUri = "http://agent";
        var provide = () => _rig.ProvideAsync(Request() with { RoleArn = "arn:role", StsRegion = regions[0], BucketRegion = regions[1] });
        if (expected is null)
        {
            var error = await Should.ThrowAsync<CsiException>(provide, row);
            error.Kind.ShouldBe(CsiErrorKind.InvalidArgument);
            error.Message.ShouldContain("Failed to detect STS AWS Region");
            _rig.Files.ShouldBeEmpty();
            return;
        }

        (await provide()).ShouldBe(new Dictionary<string, string>
        {
            ["AWS_EC2_METADATA_DISABLED"] = "true",
            ["AWS_ROLE_ARN"] = "arn:role",
            ["AWS_WEB_IDENTITY_TOKEN_FILE"] = $"/comm/credentials/{Id}.token",
            ["AWS_REGION"] = expected,
            ["AWS_DEFAULT_REGION"] = fallback,
        }, ignoreOrder: true, row);
        _rig.Read(Id + ".token").ShouldBe("token of " + Sts);
    }

    [Fact]
    public async Task NoRole_UsesPodIdentity() // R14
    {
        _rig.Options.PodIdentityAgentUri = "http://agent";
        (await _rig.ProvideAsync(Request())).ShouldBe(new Dictionary<string, string>
        {
            ["AWS_EC2_METADATA_DISABLED"] = "true",
            ["AWS_CONTAINER_CREDENTIALS_FULL_URI"] = "http://agent",
            ["AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE"] = $"/comm/credentials/{Id}-eks-pod-identity.token",
        }, ignoreOrder: true);
        _rig.Read(Id + "-eks-pod-identity.token").ShouldBe("token of " + Eks);
    }

    [Theory]
    [InlineData("", new[] { Sts, Eks }, "Missing Pod info")]
    [InlineData("mp-uid", new string[0], "Missing service account tokens")]
    [InlineData("mp-uid", new[] { Eks }, "Missing service account token for sts.amazonaws.com")]
    [InlineData("mp-uid", new[] { Sts }, "Missing service account token for pods.eks.amazonaws.com")]
    [InlineData("mp-uid", new[] { Sts, Eks }, "EKS_POD_IDENTITY_AGENT_CONTAINER_CREDENTIALS_FULL_URI")] // R32
    public async Task WhatIsMissing_IsNamed_AndTheDriversOwnIsNotOffered(string podUid, string[] audiences, string expected) // R16, E11
    {
        (_rig.Options.AccessKeyId, _rig.Options.SecretAccessKey) = ("AKIA", "secret");
        var error = await Should.ThrowAsync<CsiException>(() => _rig.ProvideAsync(Request() with { PodUid = podUid, Tokens = Requests.Tokens(audiences) }));
        error.Kind.ShouldBe(CsiErrorKind.InvalidArgument);
        error.Message.ShouldContain(expected);
        _rig.Files.ShouldBeEmpty();
    }

    [Fact]
    public async Task UnknownSource_IsNamed()
    {
        var error = await Should.ThrowAsync<CsiException>(() => _rig.ProvideAsync(Request() with { AuthenticationSource = "foo" }));
        error.Message.ShouldBe("unknown `authenticationSource`: foo, only `driver` (default option if not specified) and `pod` supported");
    }

    [Fact]
    public async Task Systemd_AsksTheServiceAccountForItsRole()
    {
        await AddAccountAsync("arn:role");
        _rig.Options.Region = "us-east-1";
        var environment = await _rig.ProvideAsync(Legacy());
        environment["AWS_ROLE_ARN"].ShouldBe("arn:role");
        environment["UNSTABLE_MOUNTPOINT_CACHE_KEY"].ShouldBe("default/app");
        environment["AWS_CONFIG_FILE"].ShouldBe("/host/disable-config");
        environment["AWS_SHARED_CREDENTIALS_FILE"].ShouldBe("/host/disable-credentials");
        _rig.Files.ShouldBe(["workload-vol-1.token"]);
    }

    [Theory]
    [InlineData("", "app", "Missing Pod info")]
    [InlineData("default", "", "Missing Pod info")]
    [InlineData("default", "absent", "Failed to get pod's service account default/absent")]
    [InlineData("default", "app", "Missing role annotation on pod's service account default/app")]
    public async Task Systemd_WithoutARole_IsInvalid(string space, string name, string expected) // R25
    {
        await AddAccountAsync(null);
        var error = await Should.ThrowAsync<CsiException>(() => _rig.ProvideAsync(Legacy() with { WorkloadNamespace = space, ServiceAccount = name }));
        error.Kind.ShouldBe(CsiErrorKind.InvalidArgument);
        error.Message.ShouldContain(expected);
    }

    private static CredentialRequest Request() => new()
    {
        Kind = MountKind.Pod,
        PodUid = "mp-uid",
        VolumeId = "vol-1",
        AuthenticationSource = "pod",
        SeenFolder = "/comm/credentials",
        Tokens = Requests.Tokens(Sts, Eks),
    };

    private static CredentialRequest Legacy() => Request() with
    {
        Kind = MountKind.Systemd,
        PodUid = "workload",
        SeenFolder = "/host",
        WorkloadNamespace = "default",
        ServiceAccount = "app",
        Tokens = Requests.Tokens(Sts),
    };

    private async Task AddAccountAsync(string? role)
    {
        var account = new JsonObject { ["metadata"] = new JsonObject { ["name"] = "app" } };
        if (role is not null)
            account["metadata"]!["annotations"] = new JsonObject { ["eks.amazonaws.com/role-arn"] = role };
        var resource = new KubernetesResource { Version = "v1", Plural = "serviceaccounts", Namespace = "default" };
        await _rig.Api.CreateAsync(resource, account, S3.Pods.PodJson.Default.JsonObject, CancellationToken.None);
    }
}
