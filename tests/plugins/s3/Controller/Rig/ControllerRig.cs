using System.Text.Json;
using System.Text.Json.Nodes;
using CsiHost.Plugins.S3.Attachments;
using CsiHost.Plugins.S3.Controller;
using CsiHost.StandIns.Kubernetes;
using CsiHost.TestKit.Fakes;
using CsiHost.TestKit.Time;
using Microsoft.Extensions.Logging;

namespace CsiHost.Plugins.S3.Tests.Controller.Rig;

/// <summary>A stand-in API server under the chart's access rules, and controllers on it whose clock stands still.</summary>
internal sealed class ControllerRig : IAsyncDisposable
{
    private static readonly ResourceAddress Attachments = new(AttachmentApi.Group, AttachmentApi.Version, AttachmentApi.Plural);

    // Real time: only a test that would hang for ever comes to the end of it.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(40);
    private readonly LoggerFactory _loggers = new();

    private ControllerRig(KubernetesStandIn server, ManualTimeProvider serverClock, bool headroom)
    {
        Server = server;
        ServerClock = serverClock;
        Server.Rules = ChartRules.Controller(headroom);
        _loggers.AddProvider(Log);
        Options = new S3ControllerOptions
        {
            Enabled = true,
            MountpointNamespace = Cluster.MountNamespace,
            MountpointImage = "example.test/driver:v2",
            MountpointVersion = "1.22.3",
            PriorityClass = "mount-s3-critical",
            PreemptingPriorityClass = headroom ? "mount-s3-preempting-critical" : "",
            HeadroomPriorityClass = headroom ? "mount-s3-headroom" : "",
            HeadroomImage = headroom ? "example.test/pause:3" : "",
        };
    }

    public KubernetesStandIn Server { get; }

    public ObjectStore Store => Server.Store;

    /// <summary>The controllers' clock.</summary>
    public ManualTimeProvider Clock { get; } = new();

    /// <summary>The server's clock, which need not agree.</summary>
    public ManualTimeProvider ServerClock { get; }

    public LogCapture Log { get; } = new();

    public S3ControllerOptions Options { get; }

    public RunningController? Controller { get; private set; }

    public static async Task<ControllerRig> StartAsync(bool headroom = false, bool run = true)
    {
        var serverClock = new ManualTimeProvider(new DateTimeOffset(2001, 1, 1, 0, 0, 0, TimeSpan.Zero));
        var rig = new ControllerRig(await KubernetesStandIn.StartAsync(new KubernetesStandInOptions { Clock = serverClock }), serverClock, headroom);
        rig.Add(Cluster.Account());
        if (run)
            await rig.RunControllerAsync();
        return rig;
    }

    public async Task RunControllerAsync() => Controller = await RunningController.StartAsync(Server.Server, Clock, Options, _loggers);

    public async Task StopControllerAsync()
    {
        if (Controller is { } running)
            await running.DisposeAsync();
        Controller = null;
    }

    public JsonObject Add(JsonObject value) => Store.Create(AddressOf(value), value);

    public void Change(string plural, string? space, string name, Action<JsonObject> change) => Store.Update(ResourceAddress.Core(plural, space).Named(name), change);

    public void ChangeWorkload(string name, Action<JsonObject> change) => Change("pods", "default", name, change);

    public void SetPhase(string space, string name, string phase) => Change("pods", space, name, pod => pod["status"] = new JsonObject { ["phase"] = phase });

    public void DeleteWorkload(string name) => Store.Delete(ResourceAddress.Core("pods", "default").Named(name));

    public string UidOf(string workload) => (string)Store.Get(ResourceAddress.Core("pods", "default").Named(workload))!["metadata"]!["uid"]!;

    public IReadOnlyList<MountpointS3PodAttachment> ListAttachments() =>
        [.. Store.List(Attachments).Select(item => item.Deserialize(AttachmentJson.Default.MountpointS3PodAttachment)!)];

    public void DeleteAttachment(string name) => Store.Delete(Attachments.Named(name));

    public JsonObject AddAttachment(JsonObject value) => Store.Create(Attachments.Named((string)value["metadata"]!["name"]!), value);

    /// <summary>The pods of the Mountpoint namespace whose name begins so.</summary>
    public IReadOnlyList<JsonObject> ListPods(string prefix = PodNames.MountpointPrefix) =>
        [.. Store.List(ResourceAddress.Core("pods", Cluster.MountNamespace)).Where(pod => NameOf(pod).StartsWith(prefix, StringComparison.Ordinal))];

    public static string NameOf(JsonObject value) => (string)value["metadata"]!["name"]!;

    /// <summary>The Mountpoint Pod that a workload was given.</summary>
    public string? PodOf(string workload)
    {
        var uid = UidOf(workload);
        return ListAttachments().Select(attachment => attachment.Spec.FindMountpointPod(uid)).FirstOrDefault(pod => pod is not null);
    }

    /// <summary>Lets the controllers' time pass in small steps until a condition holds.</summary>
    public async Task EventuallyAsync(Func<bool> condition, string what, TimeSpan? step = null)
    {
        using var limit = new CancellationTokenSource(Patience);
        while (!condition())
        {
            if (Controller?.Lifetime.Failed is { IsCompleted: true } failed)
                Assert.Fail(await failed);
            if (limit.IsCancellationRequested)
                Assert.Fail(Report(what));
            await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System);
            Clock.Advance(step ?? TimeSpan.FromMilliseconds(100));
        }
    }

    /// <summary>Waits until the controller asks and writes nothing any more; the leader's renewals of its lease never end and do not count.</summary>
    public async Task SettleAsync()
    {
        var (requests, quiet) = (-1, 0);
        await EventuallyAsync(
            () =>
            {
                var now = Server.Requests.Count(static request => request.Resource.Plural != "leases");
                quiet = now == requests ? quiet + 1 : 0;
                requests = now;
                return quiet == 20;
            },
            "the controller does not come to rest",
            TimeSpan.FromMilliseconds(50));
    }

    /// <summary>What went wrong, and all there is to find out why.</summary>
    public string Report(string what) => $"{what}\n{string.Join('\n', Log.Lines.TakeLast(20).Select(static line => line.Text))}\n{Describe()}";

    public string Describe() => string.Join('\n', ListAttachments().Select(attachment =>
        $"{attachment.Name}: {string.Join(' ', attachment.Spec.MountpointS3PodAttachments.Select(entry => $"{entry.Key}={string.Join('+', entry.Value.Select(user => user.WorkloadPodUid))}"))}")
        .Concat(ListPods("").Select(pod => $"{NameOf(pod)} {pod["status"]?["phase"]} {pod["metadata"]!["annotations"]?[PodKeys.NeedsUnmount]}")));

    public async ValueTask DisposeAsync()
    {
        await StopControllerAsync();
        await Server.DisposeAsync();
        _loggers.Dispose();
        Server.Violations.ShouldBeEmpty("the controller did what the chart does not grant");
    }

    private static ObjectAddress AddressOf(JsonObject value)
    {
        var space = (string?)value["metadata"]!["namespace"];
        var plural = value switch
        {
            _ when value["spec"]?["csi"] is not null => "persistentvolumes",
            _ when value["spec"]?.AsObject().ContainsKey("volumeName") == true => "persistentvolumeclaims",
            _ when value["spec"] is null => "serviceaccounts",
            _ => "pods",
        };
        return ResourceAddress.Core(plural, space).Named(NameOf(value));
    }
}
