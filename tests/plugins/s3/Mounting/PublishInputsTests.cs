using CsiHost.Abstractions.Errors;
using CsiHost.Abstractions.Models;
using CsiHost.Plugins.S3.Mounting;

namespace CsiHost.Plugins.S3.Tests.Mounting;

public sealed class PublishInputsTests
{
    public static TheoryData<string, string, string?> Environment => new()
    {
        { "mountpointEnv.HTTPS_PROXY", "HTTPS_PROXY", null },
        { "mountpointEnv.NO_PROXY", "NO_PROXY", null },
        { "mountpointEnv.FOO", "", "environment variable not allowed: mountpointEnv.FOO" },
        { "mountpointEnv.https_proxy", "", "environment variable not allowed: mountpointEnv.https_proxy" },
        { "mountpointEnv.", "", "environment variable not allowed" },
        { "mountpointEnvvvv.HTTPS_PROXY", "", null },
        { "HTTPS_PROXY", "", null },
        { "foo", "", null },
    };

    [Theory]
    [MemberData(nameof(Environment))]
    public void Parse_Attribute_IsAVariableOrNothingOrAnError(string key, string variable, string? error)
    {
        var parse = () => PublishInputs.Parse(Requests.Publish(attributes: (key, "value")));
        if (error is not null)
        {
            var thrown = Should.Throw<CsiException>(parse);
            thrown.Kind.ShouldBe(CsiErrorKind.InvalidArgument);
            thrown.Message.ShouldContain(error);
            return;
        }

        parse().UserEnvironment.Keys.ShouldBe(variable.Length > 0 ? [variable] : []);
    }

    [Fact]
    public void Parse_NoBucket_IsInvalid()
    {
        var error = Should.Throw<CsiException>(() => PublishInputs.Parse(Requests.Publish() with { VolumeContext = new Dictionary<string, string>() }));
        error.Kind.ShouldBe(CsiErrorKind.InvalidArgument);
        error.Message.ShouldBe("Bucket name not provided");
    }

    [Fact]
    public void Parse_EmptyBucket_IsLeftToTheMountpointPod() =>
        PublishInputs.Parse(Requests.Publish(attributes: ("bucketName", ""))).Bucket.ShouldBeEmpty();

    [Theory]
    [InlineData("uid-of-context", "uid-of-context")]
    [InlineData("", "workload-1")] // P31
    public void Parse_WorkloadUid_IsOfTheContextElseOfThePath(string uid, string expected) =>
        PublishInputs.Parse(Requests.Publish() with { Workload = new Workload { PodUid = uid } }).WorkloadUid.ShouldBe(expected);

    [Theory]
    [InlineData(AccessMode.MultiNodeMultiWriter, false, false, false, false)]
    [InlineData(AccessMode.MultiNodeMultiWriter, true, false, true, false)] // others of the same source may write
    [InlineData(AccessMode.MultiNodeReaderOnly, false, false, true, true)]
    [InlineData(AccessMode.MultiNodeMultiWriter, false, true, false, true)]
    public void Parse_ReadOnly_IsOfTheTargetAndOfTheSource(AccessMode mode, bool readOnly, bool option, bool target, bool source)
    {
        var request = Requests.Publish(flags: option ? ["read-only"] : []);
        var inputs = PublishInputs.Parse(request with { ReadOnly = readOnly, Capability = request.Capability with { AccessMode = mode } });
        inputs.IsReadOnly.ShouldBe(target);
        inputs.IsSourceReadOnly.ShouldBe(source);
        inputs.Arguments.Contains("--read-only").ShouldBe(target || source);
        SourceMounts.FuseOptions(inputs).Contains("ro").ShouldBe(source);
    }

    [Theory]
    [InlineData("--allow-other", true)]
    [InlineData("--gid 1", true)] // --allow-root is added
    public void FuseOptions_WhoeverMayLook_TheKernelLetsIn(string flag, bool expected) =>
        SourceMounts.FuseOptions(PublishInputs.Parse(Requests.Publish(flags: [flag])))
            .ShouldBe(["nosuid", "nodev", "noatime", "default_permissions", .. expected ? new[] { "allow_other" } : []]);

    [Theory]
    [InlineData("/var/lib/kubelet/pods/u-1/volumes/kubernetes.io~csi/pv/mount", "u-1", "pv")]
    [InlineData("/var/lib/kubelet/pods/u-1/volumes/kubernetes.io~csi/s3-csi~driver/mount", "u-1", "s3-csi~driver")]
    [InlineData("/var/snap/k/pods/u-1/volumes/kubernetes.io~csi/pv/mount", "u-1", "pv")]
    [InlineData("/var/lib/kubelet/pods/u-1/volumes/kubernetes.io~csi/pv", null, null)]
    [InlineData("/var/lib/kubelet/pods/u-1/volumes/kubernetes.io~csi/mount", null, null)]
    [InlineData("/var/lib/kubelet/pods/u-1/volumes/pv/mount", null, null)]
    [InlineData("/var/lib/kubelet/pods/u-1/kubernetes.io~csi/pv/mount", null, null)]
    [InlineData("/var/lib/kubelet/pods/volumes/kubernetes.io~csi/pv/mount", null, null)]
    [InlineData("/var/lib/kubelet/pods/u-1/volumes/kubernetes.io~csi/pv/mount/x", null, null)]
    [InlineData("", null, null)]
    public void TargetPath_Parse_FollowsTheTable(string path, string? pod, string? volume) =>
        TargetPath.Parse(path).ShouldBe(pod is null ? null : new TargetPath(pod, volume!));
}
