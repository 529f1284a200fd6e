using System.Text.Json.Nodes;
using CsiHost.Abstractions.Errors;
using CsiHost.Abstractions.Models;
using CsiHost.Abstractions.Ports;
using CsiHost.Plugins.Efs.Tests.Rig;

namespace CsiHost.Plugins.Efs.Tests.Controller;

/// <summary>The rows of the case table of CreateVolume that are refused: with the code, and the field in the message.</summary>
public sealed class CreateVolumeRefusalTests
{
    public static TheoryData<string, string> BadRequests => new()
    {
        { "enableTagging=notabool", "parameters[enableTagging]" },
        { "reuseAccessPoint=maybe", "parameters[reuseAccessPoint]" },
        { "enforceZoneAffinity=no", "parameters[enforceZoneAffinity]" },
        { "enforceZoneAffinity=tRuE", "parameters[enforceZoneAffinity]" },
        { "subPathPattern=${.PVC.name}/${foo}", "parameters[subPathPattern]" },
        { "subPathPattern=a}", "parameters[subPathPattern]" },
        { "subPathPattern=aaaaaaaaaabbbbbbbbbbccccccccccddddddddddeeeeeeeeeeffffffffffgggggggggghhhhhhhhhhiiiiiiiiii12345", "parameters[subPathPattern]" },
        { "subPathPattern=ääääääääääääääääääääääääääääääääääääääääääääääääää|ensureUniqueDirectory=false", "parameters[subPathPattern]" },
        { "subPathPattern=a/b/c/d/e/f", "parameters[subPathPattern]" },
        { "subPathPattern=../../etc|basePath=/tenant", "outside of the base path" },
        { "provisioningMode=efs-fs", "parameters[provisioningMode]" },
        { "-provisioningMode", "parameters[provisioningMode]" },
        { "-fileSystemId", "exactly one of fileSystemId" },
        { "fileSystemId=  ", "none is set" },
        { "fileSystemIdConfigRef=a/b/c", "fileSystemId and fileSystemIdConfigRef are set" },
        { "fileSystemIdSecretRef=a/b/c", "fileSystemId and fileSystemIdSecretRef are set" },
        { "-fileSystemId|fileSystemIdConfigRef=a/b/c|fileSystemIdSecretRef=a/b/c", "fileSystemIdConfigRef and fileSystemIdSecretRef are set" },
        { "fileSystemId=fs-1,,fs-2", "parameters[fileSystemId]" },
        { "fileSystemId=fs-1:/x", "parameters[fileSystemId]" },
        { "-fileSystemId|fileSystemIdConfigRef=invalid-format", "namespace/name/key" },
        { "-fileSystemId|fileSystemIdConfigRef=a/b", "namespace/name/key" },
        { "-fileSystemId|fileSystemIdConfigRef=a//c", "namespace/name/key" },
        { "-fileSystemId|fileSystemIdConfigRef=default/gone/key", "does not exist" },
        { "-fileSystemId|fileSystemIdConfigRef=default/efs-config/gone", "does not have" },
        { "-fileSystemId|fileSystemIdConfigRef=default/efs-config/blank", "is blank" },
        { "uid=invalid", "parameters[uid]" },
        { "uid=-5", "parameters[uid]" },
        { "uid= 5", "parameters[uid]" },
        { "gid=invalid", "parameters[gid]" },
        { "gid=-5", "parameters[gid]" },
        { "gid=1_0", "parameters[gid]" },
        { "gidRangeStart=0|gidRangeEnd=9", "parameters[gidRangeStart]" },
        { "gidRangeStart=-1|gidRangeEnd=9", "parameters[gidRangeStart]" },
        { "gidRangeStart=test|gidRangeEnd=9", "parameters[gidRangeStart]" },
        { "gidRangeStart=1|gidRangeEnd=test", "parameters[gidRangeEnd]" },
        { "gidRangeStart=9|gidRangeEnd=9", "parameters[gidRangeEnd]" },
        { "gidRangeStart=9|gidRangeEnd=8", "parameters[gidRangeEnd]" },
        { "gidRangeStart=9", "parameters[gidRangeEnd]" },
        { "gidRangeEnd=9|uid=1|gid=1", "parameters[gidRangeStart]" },
        { "provisioningMode=s3files-ap|az=us-east-1a", "parameters[az]" },
        { "provisioningMode=s3files-ap|reuseAccessPoint=false", "parameters[reuseAccessPoint]" },
        { "reuseAccessPoint=true|-csi.storage.k8s.io/pvc/name", "parameters[reuseAccessPoint]" },
        { "fileSystemId=fs-00000000|uid=1|gid=1", "fs-00000000" },
        { "fileSystemId=fs-00000000", "fs-00000000" },
        { "-directoryPerms", "parameters[directoryPerms]" },
        { "directoryPerms=rwx", "parameters[directoryPerms]" },
    };

    [Theory]
    [MemberData(nameof(BadRequests))]
    public async Task Create_BadRequest_IsRefusedAndMakesNothing(string changes, string named)
    {
        await using var rig = await EfsRig.StartAsync();
        await rig.AddKubernetesAsync("configmaps", "default", "efs-config", new JsonObject { ["fileSystemId"] = EfsRig.FileSystem, ["blank"] = "  " });

        var error = await Should.ThrowAsync<CsiException>(() => rig.CreateAsync(changes));

        error.Kind.ShouldBe(CsiErrorKind.InvalidArgument);
        error.Message.ShouldContain(named);
        rig.Aws.Efs.AccessPoints.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("-fileSystemId|fileSystemIdConfigRef= default / efs-config / fileSystemId ")]
    [InlineData("-fileSystemId|fileSystemIdSecretRef=default/efs-secret/id")]
    [InlineData("fileSystemId=  |fileSystemIdConfigRef=default/efs-config/fileSystemId")]
    [InlineData("fileSystemId= fs-abcd1234 ")]
    public async Task Create_FileSystemReference_IsReadAndTrimmed(string changes)
    {
        await using var rig = await EfsRig.StartAsync();
        await rig.AddKubernetesAsync("configmaps", "default", "efs-config", new JsonObject { ["fileSystemId"] = $" {EfsRig.FileSystem}\n" });
        await rig.AddKubernetesAsync("secrets", "default", "efs-secret", new JsonObject { ["id"] = Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(EfsRig.FileSystem + "\n")) });

        (await rig.CreateAsync(changes)).Id.Value.ShouldStartWith(EfsRig.FileSystem + "::");
    }

    [Theory]
    [InlineData(403, CsiErrorKind.PermissionDenied)]
    [InlineData(500, CsiErrorKind.Unavailable)]
    public async Task Create_FileSystemReference_TellsARefusalFromAnOutage(int status, CsiErrorKind expected)
    {
        await using var rig = await EfsRig.StartAsync();
        rig.Kubernetes.OnOperation = (_, _) => throw new KubernetesApiException(status, "", "refused");

        (await Should.ThrowAsync<CsiException>(() => rig.CreateAsync("-fileSystemId|fileSystemIdConfigRef=a/b/c"))).Kind.ShouldBe(expected);
    }

    [Fact]
    public async Task Create_TaggingOffWithDriverTags_IsRefusedWithoutACall()
    {
        await using var rig = await EfsRig.StartAsync(static options => options.Tags = "a:b");

        (await Should.ThrowAsync<CsiException>(() => rig.CreateAsync("enableTagging=false"))).Kind.ShouldBe(CsiErrorKind.InvalidArgument);
        rig.Aws.Requests.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("abc", false)]
    [InlineData("efs", true)]
    [InlineData("s3files", true)]
    [InlineData("", true)]
    public async Task Create_FileSystemType_IsEfsS3FilesOrNone(string type, bool isAccepted)
    {
        await using var rig = await EfsRig.StartAsync();
        var request = EfsRig.Request() with { Capabilities = [new VolumeCapability { AccessMode = AccessMode.SingleNodeWriter, FileSystemType = type }] };

        if (isAccepted)
            (await rig.CreateAsync(request)).ShouldNotBeNull();
        else
            (await Should.ThrowAsync<CsiException>(() => rig.CreateAsync(request))).Message.ShouldContain("fs_type");
    }

    [Theory]
    [InlineData("1000-11000", "gidRangeStart=1000|gidRangeEnd=11000")]
    [InlineData("1000,1001", "gidRangeStart=1000|gidRangeEnd=1001")]
    public async Task Create_NoGidLeft_IsResourceExhausted(string used, string changes)
    {
        await using var rig = await EfsRig.StartAsync();
        rig.Aws.Efs.Add(CreateVolumeTests.Used(used));

        (await Should.ThrowAsync<CsiException>(() => rig.CreateAsync(changes))).Kind.ShouldBe(CsiErrorKind.ResourceExhausted);
        rig.Aws.Count("CreateAccessPoint").ShouldBe(0);
    }

    [Theory]
    [InlineData("notabool", false)]
    [InlineData("tRuE", false)]
    [InlineData("false", true)]
    [InlineData("true", true)]
    public async Task Create_SecretCrossAccount_IsABoolean(string value, bool isAccepted)
    {
        await using var rig = await EfsRig.StartAsync();
        var request = EfsRig.Request(secrets: new Dictionary<string, string> { ["crossaccount"] = value });

        if (isAccepted)
            (await rig.CreateAsync(request)).Context.ShouldBeEmpty();
        else
            (await Should.ThrowAsync<CsiException>(() => rig.CreateAsync(request))).Message.ShouldContain("secrets[crossaccount]");
    }
}
