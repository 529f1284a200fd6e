using CsiHost.Abstractions.Errors;
using CsiHost.Abstractions.Models;
using CsiHost.Plugins.S3.Provisioning;

namespace CsiHost.Plugins.S3.Tests.Provisioning;

public sealed class ProvisioningPlannerTests
{
    private const string Name = "pvc-0b1c";

    /// <summary>Parameters as <c>key=value;…</c> and the handle.</summary>
    public static TheoryData<string, string> Good => new()
    {
        { "bucketName=data", "s3:eu-west-1:data:pvc-0b1c/" },
        { "provisioningMode=prefix;bucketName=data;region=us-west-2", "s3:us-west-2:data:pvc-0b1c/" },
        { "bucketName=data;basePrefix=/a//b/", "s3:eu-west-1:data:a/b/pvc-0b1c/" },
        { "bucketName=data;subPathPattern=${.PVC.namespace}/${.PVC.name};ensureUniqueDirectory=false", "s3:eu-west-1:data:team/claim/" },
        { "bucketName=data;subPathPattern=${.PV.name}-x;ensureUniqueDirectory=false", "s3:eu-west-1:data:pv-1-x/" },
        { "bucketName=data;subPathPattern=x", "s3:eu-west-1:data:x*/" },
        { "bucketName=data;ensureUniqueDirectory=true", "s3:eu-west-1:data:pvc-0b1c/" },
        { "provisioningMode=bucket", "s3:eu-west-1:pvc-0b1c" },
        { "provisioningMode=bucket;bucketNamePrefix=acme-", "s3:eu-west-1:acme-pvc-0b1c" },
    };

    /// <summary>Parameters, and the key that the error names.</summary>
    public static TheoryData<string, string> Bad => new()
    {
        { "", "bucketName" },
        { "provisioningMode=efs-ap", "provisioningMode" },
        { "bucketName=Data", "bucketName" },
        { "bucketName=ab", "bucketName" },
        { "bucketName=1.2.3.4", "bucketName" },
        { "bucketName=a..b", "bucketName" },
        { "bucketName=data;bucketname=x", "bucketname" },
        { "bucketName=data;bucketNamePrefix=x", "bucketNamePrefix" },
        { "provisioningMode=bucket;bucketName=data", "bucketName" },
        { "provisioningMode=bucket;subPathPattern=x", "subPathPattern" },
        { "provisioningMode=bucket;bucketNamePrefix=Acme", "bucketNamePrefix" },
        { "provisioningMode=bucket;bucketNamePrefix=" + "0123456789012345678901234567890123456789012345678901234567890", "bucketNamePrefix" },
        { "bucketName=data;subPathPattern=${.PVC.uid}", "subPathPattern" },
        { "bucketName=data;subPathPattern=a}", "subPathPattern" },
        { "bucketName=data;subPathPattern=../up", "subPathPattern" },
        { "bucketName=data;subPathPattern=a/./b", "subPathPattern" },
        { "bucketName=data;subPathPattern=/;ensureUniqueDirectory=false", "subPathPattern" },
        { "bucketName=data;subPathPattern=a\u0001", "subPathPattern" },
        { "bucketName=data;basePrefix=" + "0123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789012345", "subPathPattern" },
        { "bucketName=data;deleteContents=yes", "deleteContents" },
        { "bucketName=data;ensureUniqueDirectory=1", "ensureUniqueDirectory" },
        { "bucketName=data;tags=a", "tags" },
        { "bucketName=data;tags=aws:x=1", "tags" },
        { "bucketName=data;tags=s3.csi.aws.com/x=1", "tags" },
        { "bucketName=data;tags=a=1,b=1,c=1,d=1,e=1,f=1,g=1,h=1,i=1", "tags" },
    };

    [Theory]
    [MemberData(nameof(Good))]
    public void Plan_Parameters_GiveTheHandle(string parameters, string handle)
    {
        var plan = ProvisioningPlanner.Plan(Request(parameters), Options());

        plan.Handle.ToString().ShouldMatch("^" + System.Text.RegularExpressions.Regex.Escape(handle).Replace("\\*", "-[0-9a-f]{10}", StringComparison.Ordinal) + "$");
        VolumeHandle.Parse(plan.Handle.ToString()).ShouldBe(plan.Handle);
        ProvisioningPlanner.Plan(Request(parameters), Options()).Handle.ShouldBe(plan.Handle, "a repeated call makes something else");
    }

    [Theory]
    [MemberData(nameof(Bad))]
    public void Plan_WrongParameter_IsNamed(string parameters, string key)
    {
        var error = Should.Throw<CsiException>(() => ProvisioningPlanner.Plan(Request(parameters), Options()));

        error.Kind.ShouldBe(CsiErrorKind.InvalidArgument);
        error.Message.ShouldStartWith($"parameters[{key}] ");
    }

    [Fact]
    public void Plan_NoRegionAnywhere_IsNamed() =>
        Should.Throw<CsiException>(() => ProvisioningPlanner.Plan(Request("bucketName=data"), new S3ProvisioningOptions())).Message.ShouldContain("parameters[region]");

    [Fact]
    public void Plan_ClaimsNamesUnknown_SaysWhatTheProvisionerNeeds() =>
        Should.Throw<CsiException>(() => ProvisioningPlanner.Plan(
            new CreateVolumeRequest { Name = Name, Capabilities = [], Parameters = new Dictionary<string, string> { ["bucketName"] = "data", ["subPathPattern"] = "${.PVC.name}" } }, Options()))
            .Message.ShouldContain("--extra-create-metadata");

    [Theory]
    [InlineData("bucketName=data", "provisionedBucketName=data,provisionedPrefix=pvc-0b1c/")]
    [InlineData("provisioningMode=bucket", "bucketName=pvc-0b1c")]
    [InlineData("provisioningMode=bucket;authenticationSource=pod", "authenticationSource=pod,bucketName=pvc-0b1c")]
    public void Plan_Context_TellsTheNodeWhatToMount(string parameters, string context) =>
        string.Join(',', ProvisioningPlanner.Plan(Request(parameters), Options()).Context.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => $"{pair.Key}={pair.Value}"))
            .ShouldBe(context);

    [Fact]
    public void Plan_Tags_AreTheDriversAndTheAdministrators() =>
        ProvisioningPlanner.Plan(Request("bucketName=data;deleteContents=true;tags=team=storage, stage = test"), Options()).Tags.ShouldBe(
            new Dictionary<string, string>
            {
                ["team"] = "storage",
                ["stage"] = "test",
                ["s3.csi.aws.com/volume-name"] = Name,
                ["s3.csi.aws.com/delete-contents"] = "true",
                ["s3.csi.aws.com/cluster"] = "blue",
            },
            ignoreOrder: true);

    [Theory]
    [InlineData("my-volume")]
    [InlineData("s3-csi-driver-volume")]
    [InlineData("s3:eu-west-1")]
    [InlineData("s3::bucket")]
    [InlineData("s3:eu-west-1:Bucket")]
    [InlineData("s3:eu-west-1:bucket:")]
    [InlineData("s3:eu-west-1:bucket:prefix")]
    [InlineData("s3:eu-west-1:bucket:/")]
    public void Parse_HandleOfSomebodyElse_IsNone(string handle) => VolumeHandle.Parse(handle).ShouldBeNull();

    private static S3ProvisioningOptions Options() => new() { Region = "eu-west-1", ClusterId = "blue" };

    private static CreateVolumeRequest Request(string parameters)
    {
        var values = parameters.Split(';', StringSplitOptions.RemoveEmptyEntries).Select(pair => pair.Split('=', 2)).ToDictionary(pair => pair[0], pair => pair[1]);
        values["csi.storage.k8s.io/pvc/name"] = "claim";
        values["csi.storage.k8s.io/pvc/namespace"] = "team";
        values["csi.storage.k8s.io/pv/name"] = "pv-1";
        return new CreateVolumeRequest { Name = Name, Capabilities = [], Parameters = values };
    }
}
