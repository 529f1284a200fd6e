using CsiHost.Abstractions.Errors;
using CsiHost.Abstractions.Ports;
using CsiHost.Plugins.S3.Attachments;
using CsiHost.Plugins.S3.Mounting;
using CsiHost.Plugins.S3.Node;
using CsiHost.Plugins.S3.Pods;
using CsiHost.TestKit.Time;

namespace CsiHost.Plugins.S3.Tests.Pods;

public sealed class MountpointPodFinderTests
{
    private static readonly AttachmentSpec Spec = new()
    {
        NodeName = "node-1",
        PersistentVolumeName = "pv-1",
        VolumeId = "vol-1",
        AuthenticationSource = "driver",
        MountOptions = "edited-since",
        MountpointS3PodAttachments = new Dictionary<string, IReadOnlyList<WorkloadAttachment>>
        {
            ["mp-a"] = [new WorkloadAttachment { WorkloadPodUid = "workload-1" }],
        },
    };

    private readonly ManualTimeProvider _time = new();
    private readonly ClusterView _view = new() { IsWatching = true, NodeName = "node-1" };
    private readonly S3NodeOptions _options = new() { MountpointNamespace = "mount-s3" };

    /// <summary>What differs, whether it still matches, and how the workload asks.</summary>
    public static TheoryData<string, bool> Differences => new()
    {
        { "nothing", true }, // also M20: the mount options do
        { "node", false }, { "volume name", false }, { "volume id", false }, { "fsGroup", false }, { "source", false }, { "workload", false },
    };

    [Theory]
    [MemberData(nameof(Differences))]
    public async Task FindAttachment_Difference_DecidesTheMatch(string what, bool expected) // M19-M21
    {
        await AddAsync(what switch
        {
            "node" => Spec with { NodeName = "node-2" },
            "volume name" => Spec with { PersistentVolumeName = "pv-2" },
            "volume id" => Spec with { VolumeId = "vol-2" },
            "fsGroup" => Spec with { WorkloadFsGroup = "1" },
            "source" => Spec with { AuthenticationSource = "pod" },
            "workload" => Spec with
            {
                MountpointS3PodAttachments = new Dictionary<string, IReadOnlyList<WorkloadAttachment>> { ["mp-a"] = [new WorkloadAttachment { WorkloadPodUid = "other" }] },
            },
            _ => Spec,
        });

        (Finder().FindAttachment(PublishInputs.Parse(Requests.Publish())) is not null).ShouldBe(expected);
    }

    [Theory]
    [InlineData("default", "app", true)]
    [InlineData("other", "app", false)]
    [InlineData("default", "other", false)]
    public async Task FindAttachment_OfTheWorkloadsIdentity_ComparesIt(string space, string account, bool expected)
    {
        await AddAsync(Spec with { AuthenticationSource = "pod", WorkloadNamespace = space, WorkloadServiceAccountName = account });
        var inputs = PublishInputs.Parse(Requests.Publish(attributes: ("authenticationSource", "pod")));
        (Finder().FindAttachment(inputs) is not null).ShouldBe(expected);
    }

    [Theory]
    [InlineData(null, null, "mppod/watcher: mountpoint pod not found")] // M6
    [InlineData("Pending", null, "mppod/watcher: mountpoint pod not ready (phase Pending)")] // M7
    [InlineData("Pending", "ImagePullBackOff", "mppod/watcher: mountpoint pod not ready (ImagePullBackOff: no such image)")]
    [InlineData("Pending", "Unschedulable", "mppod/watcher: mountpoint pod unschedulable")] // M8
    [InlineData("Failed", null, "mppod/watcher: mountpoint pod not ready (phase Failed)")]
    public async Task Find_PodThatDoesNotRun_IsNamedWithItsReason(string? phase, string? reason, string expected)
    {
        await AddAsync(Spec);
        if (phase is not null)
            await AddAsync(Pod(phase, reason));
        var find = Finder().FindAsync(PublishInputs.Parse(Requests.Publish()), CancellationToken.None);
        await AdvanceUntilAsync(find);

        var error = await Should.ThrowAsync<CsiException>(() => find);

        error.Kind.ShouldBe(CsiErrorKind.Failed);
        error.Message.ShouldStartWith("Failed to wait for Mountpoint Pod \"mp-a\" to be ready: " + expected);
        error.Message.ShouldContain("kubectl describe pods -n mount-s3 mp-a");
    }

    [Fact]
    public async Task Find_NoAttachmentInTime_SaysWhereToLook()
    {
        var find = Finder().FindAsync(PublishInputs.Parse(Requests.Publish()), CancellationToken.None);
        await AdvanceUntilAsync(find);
        var error = await Should.ThrowAsync<CsiException>(() => find);
        error.Message.ShouldStartWith("Failed to find corresponding MountpointS3PodAttachment custom resource: context deadline exceeded");
        error.Message.ShouldContain("kubectl logs -n kube-system -lapp=s3-csi-controller");
    }

    [Fact]
    public async Task Find_EverythingAppearsLate_IsFoundAtOnce() // M5
    {
        var find = Finder().FindAsync(PublishInputs.Parse(Requests.Publish()), CancellationToken.None);
        await AddAsync(Spec with { WorkloadServiceAccountIamRoleArn = "arn:role" });
        await AddAsync(Pod("Pending", null));
        find.IsCompleted.ShouldBeFalse();
        await AddAsync(Pod("Running", null));
        var found = await find;
        (found.Pod.Name, found.RoleArn).ShouldBe(("mp-a", "arn:role"));
    }

    [Fact]
    public async Task Find_OutsideACluster_SaysSo()
    {
        _view.IsWatching = false;
        (await Should.ThrowAsync<CsiException>(() => Finder().FindAsync(PublishInputs.Parse(Requests.Publish()), CancellationToken.None)))
            .Kind.ShouldBe(CsiErrorKind.FailedPrecondition);
    }

    private static MountpointPod Pod(string phase, string? reason) => new()
    {
        Metadata = new PodMetadata { Name = "mp-a", Namespace = "mount-s3", Uid = "mp-uid" },
        Status = new PodStatus
        {
            Phase = phase,
            Conditions = reason == "Unschedulable" ? [new PodCondition { Type = "PodScheduled", Status = "False", Reason = reason }] : null,
            ContainerStatuses = reason is null or "Unschedulable"
                ? null
                : [new PodContainerStatus { State = new PodContainerState { Waiting = new PodContainerWaiting { Reason = reason, Message = "no such image" } } }],
        },
    };

    private MountpointPodFinder Finder() => new(_view, _options, _time);

    private async Task AdvanceUntilAsync(Task work)
    {
        while (!work.IsCompleted)
        {
            _time.Advance(TimeSpan.FromSeconds(16));
            await Task.Yield();
        }
    }

    private Task AddAsync(AttachmentSpec spec) => _view.Attachments.FollowAsync(
        Events(new MountpointS3PodAttachment { Metadata = new ObjectMetadata { Name = "s3pa-1" }, Spec = spec }), static () => { }, static _ => { });

    private Task AddAsync(MountpointPod pod) => _view.Pods.FollowAsync(Events(pod), static () => { }, static _ => { });

    private static async IAsyncEnumerable<KubernetesEvent<T>> Events<T>(T value)
        where T : class
    {
        await Task.CompletedTask;
        yield return new KubernetesEvent<T> { Kind = KubernetesEventKind.Added, Value = value };
    }
}
