using CsiHost.Abstractions.Errors;
using CsiHost.Plugins.Efs.Tests.Rig;
using CsiHost.StandIns.Aws;

namespace CsiHost.Plugins.Efs.Tests.Controller;

/// <summary>File systems of another account, reached through a role.</summary>
public sealed class CrossAccountTests
{
    private const string Role = "arn:aws:iam::444455556666:role/efs";

    private static readonly StoredMountTarget[] Targets =
    [
        new("10.0.1.1", "us-east-1a", "use1-az1"), new("10.0.2.1", "us-east-1b", "use1-az2"), new("10.0.3.1", "us-east-1c", "use1-az3", "creating"),
    ];

    public static TheoryData<string, string, string> Contexts => new()
    {
        { "", "", """mounttargetipmap={"us-east-1a":"10.0.1.1","us-east-1b":"10.0.2.1"}""" },
        { "az=us-east-1b", "", "mounttargetip=10.0.2.1" },
        { "", "true", "crossaccount=true" },
        { "az=us-east-1b", "true", "crossaccount=true" },
        { "provisioningMode=s3files-ap", "", "" },
    };

    [Theory]
    [MemberData(nameof(Contexts))]
    public async Task Create_WithRole_ActsAsItAndTellsTheNodes(string changes, string crossAccount, string expected)
    {
        await using var rig = await StartAsync();

        var volume = await rig.CreateAsync(EfsRig.Request(changes, secrets: Secrets(crossAccount)));

        string.Join(';', volume.Context.Select(static pair => $"{pair.Key}={pair.Value}")).ShouldBe(expected);
        var calls = rig.Aws.Requests.Where(static request => request.Service == "elasticfilesystem").ToArray();
        calls.ShouldAllBe(static request => request.AccessKeyId.StartsWith("ASIA"));
    }

    [Fact]
    public async Task Create_ZoneWithoutTarget_TakesAnAvailableOne()
    {
        await using var rig = await StartAsync();

        var ip = (await rig.CreateAsync(EfsRig.Request("az=us-east-1c", secrets: Secrets("")))).Context["mounttargetip"];

        new[] { "10.0.1.1", "10.0.2.1" }.ShouldContain(ip);
    }

    [Fact]
    public async Task Create_RoleIsRefused_IsUnauthenticated()
    {
        await using var rig = await StartAsync();
        var secrets = new Dictionary<string, string> { ["awsRoleArn"] = Role, ["externalId"] = "guess-of-the-id" };

        var error = await Should.ThrowAsync<CsiException>(() => rig.CreateAsync(EfsRig.Request(secrets: secrets)));

        error.Kind.ShouldBe(CsiErrorKind.Unauthenticated);
        error.Message.ShouldContain(Role);
        error.ToString().ShouldNotContain("guess-of-the-id");
        (await Should.ThrowAsync<CsiException>(() => rig.DeleteAsync($"{EfsRig.FileSystem}::fsap-abcd1234", secrets))).Kind.ShouldBe(CsiErrorKind.Unauthenticated);
    }

    [Fact]
    public async Task Create_TargetsCannotBeListed_LeavesAnAccessPointThatTheRepeatFinds()
    {
        await using var rig = await StartAsync();
        rig.Aws.Faults.Set("DescribeMountTargets", new AwsFault { Status = 400, Code = "BadRequest" });

        await Should.ThrowAsync<CsiException>(() => rig.CreateAsync(EfsRig.Request(secrets: Secrets(""))));
        await rig.CreateAsync(EfsRig.Request(secrets: Secrets("")));

        rig.Aws.Efs.AccessPoints.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Create_RoleTwice_AsksStsOnce()
    {
        await using var rig = await StartAsync();

        await rig.CreateAsync(EfsRig.Request(name: "pvc-1", secrets: Secrets("true")));
        await rig.CreateAsync(EfsRig.Request(name: "pvc-2", secrets: Secrets("true")));

        rig.Aws.Count("AssumeRole").ShouldBe(1);
    }

    [Theory]
    [InlineData("", "mount fs-abcd1234 tls,iam,mounttargetip=10.0.2.1")]
    [InlineData("true", "mount fs-abcd1234 tls,iam,crossaccount")]
    public async Task Delete_WithRoleAndDirectory_MountsByTheTargetOfItsZone(string crossAccount, string expected)
    {
        await using var rig = await StartAsync(static options => options.DeleteAccessPointRootDirectory = true);
        var volume = await rig.CreateAsync(EfsRig.Request(secrets: Secrets(crossAccount)));

        await rig.DeleteAsync(volume.Id.Value, Secrets(crossAccount));

        rig.RootMount.Calls[0].ShouldBe(expected);
    }

    [Fact]
    public async Task Delete_TargetsCannotBeListed_MountsByDns()
    {
        await using var rig = await StartAsync(static options => options.DeleteAccessPointRootDirectory = true);
        var volume = await rig.CreateAsync(EfsRig.Request(secrets: Secrets("true")));
        rig.Aws.Faults.Set("DescribeMountTargets", new AwsFault { Status = 403, Code = "AccessDeniedException", Times = null });

        await rig.DeleteAsync(volume.Id.Value, Secrets(""));

        rig.RootMount.Calls[0].ShouldBe("mount fs-abcd1234 tls,iam");
    }

    private static Dictionary<string, string> Secrets(string crossAccount)
    {
        var secrets = new Dictionary<string, string> { ["awsRoleArn"] = Role, ["externalId"] = "right" };
        if (crossAccount.Length > 0)
            secrets["crossaccount"] = crossAccount;
        return secrets;
    }

    private static async Task<EfsRig> StartAsync(Action<EfsOptions>? configure = null)
    {
        var rig = await EfsRig.StartAsync(configure);
        rig.Aws.Identities.Roles[Role] = "right";
        rig.Aws.Efs.Add(new StoredFileSystem { Id = EfsRig.FileSystem, MountTargets = Targets });
        return rig;
    }
}
