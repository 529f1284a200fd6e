using System.Text.Json.Nodes;
using CsiHost.Abstractions.Calls;
using CsiHost.Abstractions.Models;
using CsiHost.Abstractions.Plugins;
using CsiHost.Abstractions.Ports;
using CsiHost.Plugins.S3.Attachments;
using CsiHost.Plugins.S3.Files;
using CsiHost.Plugins.S3.Mounting;
using CsiHost.Plugins.S3.Node;
using CsiHost.Plugins.S3.Pods;
using CsiHost.Plugins.S3.Release;
using CsiHost.TestKit;
using CsiHost.TestKit.Fakes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace CsiHost.Plugins.S3.Tests.Handover;

/// <summary>The node plugin over real mounts, with a kubelet folder of its own and a cluster in memory. It can be started again on the same node.</summary>
internal sealed class NodeRig : IAsyncDisposable
{
    private const string NodeName = "node-1";
    private static readonly KubernetesResource Pods = new() { Version = "v1", Plural = "pods", Namespace = "mount-s3" };
    private readonly TemporaryFolder _folder = new();
    private RealNode? _node;
    private ServiceProvider? _services;

    public FakeKubernetesApi Api { get; } = new();

    public S3NodeOptions Options { get; } = new()
    {
        MountpointNamespace = "mount-s3",
        ControllerTimeout = TimeSpan.FromSeconds(2),
        InstanceMetadataEndpoint = "",
        SupportsLegacySystemdMounts = true,
    };

    public string Kubelet => _folder["k"];

    public IMountTable Table => _node!.Table;

    public IMounter Mounter => _node!.Mounter;

    public NodePaths Paths => Get<NodePaths>();

    public static CallContext Call(TimeSpan? limit = null) => CallContexts.Create("s3.csi.aws.com") with
    {
        Deadline = TimeProvider.System.GetUtcNow() + (limit ?? TimeSpan.FromSeconds(100)),
    };

    public T Get<T>()
        where T : notnull => _services!.GetRequiredService<T>();

    /// <summary>Starts the plugin, or starts it again with nothing but what is on the node and in the cluster.</summary>
    public async Task StartAsync()
    {
        await StopAsync();
        Directory.CreateDirectory(Kubelet);
        Options.HostPluginDirectory = Directory.CreateDirectory(Path.Combine(Kubelet, "plugins/s3.csi.aws.com")).FullName;
        await AddDefinitionAsync();
        _node = new RealNode(_folder["state"], Kubelet);
        _services = Compose(_node);
        foreach (var lifecycle in _services.GetServices<IPluginLifecycle>())
            await lifecycle.StartAsync(CancellationToken.None);
        await _node.ServeAsync(S3Plugin.DriverName, Get<S3Publisher>(), [Get<SourceStep>(), Get<LegacyStep>()], CancellationToken.None);
    }

    public async Task StopAsync()
    {
        if (_services is not null)
        {
            foreach (var lifecycle in _services.GetServices<IPluginLifecycle>().Reverse())
                await lifecycle.StopAsync(CancellationToken.None);
            await _services.DisposeAsync();
        }

        if (_node is not null)
            await _node.DisposeAsync();
        (_services, _node) = (null, null);
    }

    public string Target(string workload) => $"{Kubelet}/pods/{workload}/volumes/kubernetes.io~csi/pv-1/mount";

    public Task PublishAsync(PublishRequest request, CallContext? call = null, CancellationToken cancellationToken = default) =>
        _node!.PublishAsync(request, call ?? Call(), cancellationToken);

    public Task UnpublishAsync(string workload) =>
        _node!.UnpublishAsync(new VolumeId("vol-1"), new AbsolutePath(Target(workload)), Call(), CancellationToken.None);

    public PublishRequest Request(string workload, string bucket) => Requests.Publish(Target(workload), attributes: ("bucketName", bucket));

    /// <summary>Makes a Mountpoint Pod with its shared folder.</summary>
    public async Task<string> AddPodAsync(string name, string phase = "Running")
    {
        var pod = new JsonObject
        {
            ["metadata"] = new JsonObject
            {
                ["name"] = name,
                ["namespace"] = "mount-s3",
                ["annotations"] = new JsonObject { ["s3.csi.aws.com/volume-id"] = "vol-1" },
            },
            ["spec"] = new JsonObject { ["nodeName"] = NodeName },
            ["status"] = new JsonObject { ["phase"] = phase },
        };
        var made = await Api.CreateAsync(Pods, pod, PodJson.Default.JsonObject, CancellationToken.None);
        return Directory.CreateDirectory(Path.Combine(Kubelet, "pods", (string)made["metadata"]!["uid"]!, "volumes/kubernetes.io~empty-dir/comm")).FullName;
    }

    public async Task ChangePodAsync(string name, Action<JsonObject> change) => await Api.UpdateAsync(
        Pods, name, pod =>
        {
            change(pod);
            return true;
        }, PodJson.Default.JsonObject, CancellationToken.None);

    public async Task DeletePodAsync(string name) => await Api.DeleteAsync(Pods, name, KubernetesPreconditions.None, CancellationToken.None);

    /// <summary>Says which workloads use a Mountpoint Pod.</summary>
    public async Task AttachAsync(string name, string podName, params string[] workloads)
    {
        var attachment = new MountpointS3PodAttachment
        {
            Metadata = new ObjectMetadata { Name = name },
            Spec = new AttachmentSpec
            {
                NodeName = NodeName,
                PersistentVolumeName = "pv-1",
                VolumeId = "vol-1",
                AuthenticationSource = "driver",
                MountpointS3PodAttachments = new Dictionary<string, IReadOnlyList<WorkloadAttachment>>
                {
                    [podName] = [.. workloads.Select(workload => WorkloadAttachment.Create(workload, DateTimeOffset.UnixEpoch))],
                },
            },
        };
        await Api.CreateAsync(AttachmentApi.Resource, attachment, AttachmentJson.Default.MountpointS3PodAttachment, CancellationToken.None);
    }

    public async ValueTask DisposeAsync()
    {
        if (_node is not null)
        {
            var mounts = Table.Read().Where(entry => entry.MountPoint.StartsWith(_folder.Path + "/", StringComparison.Ordinal)).Reverse();
            foreach (var mount in mounts)
                await Mounter.UnmountAsync(mount.MountPoint, new() { Timeout = TimeSpan.FromSeconds(2) }, CancellationToken.None);
        }

        await StopAsync();
        _folder.Dispose();
    }

    private ServiceProvider Compose(RealNode node)
    {
        var services = new ServiceCollection()
            .AddSingleton<IKubernetesApi>(Api)
            .AddSingleton<IHostInfo>(new FakeHostInfo { NodeName = NodeName, KubeletRoot = new AbsolutePath(Kubelet) })
            .AddSingleton(node.Mounter).AddSingleton(node.Table).AddSingleton(node.Probe)
            .AddSingleton(TimeProvider.System)
            .AddSingleton<ILoggerFactory>(NullLoggerFactory.Instance)
            .AddSingleton(typeof(ILogger<>), typeof(NullLogger<>))
            .AddHttpClient()
            .AddSingleton<S3Publisher>().AddSingleton<SourceStep>().AddSingleton<LegacyStep>()
            .AddSingleton<IPluginLifecycle, ClusterWatches>().AddSingleton<IPluginLifecycle, ReleaseLoop>();
        NodeRegistration.AddS3Node(services, new PluginInfo { Id = "aws-s3", Version = "2.0.0", ContractVersion = "1.0" }, Options);
        return services.BuildServiceProvider(new ServiceProviderOptions { ValidateOnBuild = true });
    }

    private async Task AddDefinitionAsync()
    {
        var resource = new KubernetesResource { Group = "apiextensions.k8s.io", Version = "v1", Plural = "customresourcedefinitions" };
        if (await Api.GetAsync(resource, AttachmentApi.DefinitionName, PodJson.Default.JsonObject, CancellationToken.None) is not null)
            return;
        var definition = new JsonObject
        {
            ["metadata"] = new JsonObject { ["name"] = AttachmentApi.DefinitionName },
            ["spec"] = new JsonObject { ["versions"] = new JsonArray(new JsonObject { ["name"] = "v2" }) },
        };
        await Api.CreateAsync(resource, definition, PodJson.Default.JsonObject, CancellationToken.None);
    }
}
