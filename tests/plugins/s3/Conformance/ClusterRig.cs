using System.Security.Cryptography.X509Certificates;
using System.Text.Json.Nodes;
using CsiHost.StandIns.Kubernetes;
using CsiHost.TestKit;
using CsiHost.TestKit.Fakes;

namespace CsiHost.Plugins.S3.Tests.Conformance;

/// <summary>The driver's command as the chart starts it, in a cluster that allows what the chart's roles allow.</summary>
internal sealed class ClusterRig : IAsyncDisposable
{
    public const string NodeName = "node-1";
    private static readonly ResourceAddress Pods = ResourceAddress.Core("pods", "mount-s3");
    private readonly TemporaryFolder _folder = new();
    private readonly StandInCertificates _certificates = new();
    private readonly X509Certificate2 _certificate;

    private ClusterRig() => _certificate = _certificates.Issue("127.0.0.1");

    public KubernetesStandIn Server { get; private set; } = null!;

    public HostProcess Host { get; private set; } = null!;

    public NodeClient Client { get; private set; } = null!;

    /// <summary>kubelet's folder in the container; on the node it is at another place.</summary>
    public string Kubelet => _folder["k"];

    public string Source(string pod) => $"{Kubelet}/plugins/s3.csi.aws.com/mnt/{pod}";

    public static async Task<ClusterRig> StartAsync()
    {
        var rig = new ClusterRig();
        rig.Server = await KubernetesStandIn.StartAsync(new KubernetesStandInOptions { Certificate = rig._certificate, Tokens = ["node-token"] });
        rig.Fill();
        Directory.CreateDirectory(rig._folder["account"]);
        Directory.CreateDirectory(rig.Kubelet + "/plugins/s3.csi.aws.com");
        await File.WriteAllTextAsync(rig._folder["account", "token"], "node-token");
        await File.WriteAllTextAsync(rig._folder["account", "ca.crt"], rig._certificates.AuthorityPem);
        var socket = $"unix://{rig.Kubelet}/plugins/s3.csi.aws.com/csi.sock";
        rig.Host = new HostProcess(Composed.Host, "", socket)
        {
            Arguments = ["aws-s3-csi-driver", "--endpoint=" + socket, "--v=4"],
            Variables = rig.Variables(),
        };
        await rig.Host.StartAsync(CancellationToken.None);
        rig.Client = new NodeClient(socket, TimeSpan.FromSeconds(100));
        return rig;
    }

    /// <summary>A target as kubelet names it, and where that is in the container.</summary>
    public (string Requested, string Path) Target(string workload)
    {
        var below = $"/pods/{workload}/volumes/kubernetes.io~csi/pv-1/mount";
        return ("/var/snap/kubelet" + below, Kubelet + below);
    }

    /// <summary>A running Mountpoint Pod with its attachment; gives its shared folder.</summary>
    public string AddPod(string name, params string[] workloads)
    {
        var pod = Server.Store.Create(Pods.Named(name), new JsonObject
        {
            ["metadata"] = new JsonObject { ["name"] = name, ["namespace"] = "mount-s3", ["annotations"] = new JsonObject() },
            ["spec"] = new JsonObject { ["nodeName"] = NodeName },
            ["status"] = new JsonObject { ["phase"] = "Running" },
        });
        var attachments = new ResourceAddress("s3.csi.aws.com", "v2", "mountpoints3podattachments");
        Server.Store.Create(attachments.Named("s3pa-" + name), new JsonObject
        {
            ["metadata"] = new JsonObject { ["name"] = "s3pa-" + name },
            ["spec"] = new JsonObject
            {
                ["nodeName"] = NodeName,
                ["persistentVolumeName"] = "pv-1",
                ["volumeID"] = "vol-1",
                ["mountOptions"] = "",
                ["authenticationSource"] = "driver",
                ["workloadFSGroup"] = "",
                ["mountpointS3PodAttachments"] = new JsonObject
                {
                    [name] = new JsonArray([.. workloads.Select(workload => new JsonObject { ["workloadPodUID"] = workload, ["attachmentTime"] = "2026-01-01T00:00:00Z" })]),
                },
            },
        });
        return Directory.CreateDirectory($"{Kubelet}/pods/{(string)pod["metadata"]!["uid"]!}/volumes/kubernetes.io~empty-dir/comm").FullName;
    }

    public void ReleasePod(string name) =>
        Server.Store.Update(Pods.Named(name), pod => pod["metadata"]!["annotations"]!["s3.csi.aws.com/needs-unmount"] = "true");

    public async ValueTask DisposeAsync()
    {
        Client?.Dispose();
        if (Host is not null)
            await Host.DisposeAsync();
        await Server.DisposeAsync();
        _certificate.Dispose();
        _certificates.Dispose();
        foreach (var mount in Mounts().Reverse())
            await RunAsync("umount", "-l", mount);
        _folder.Dispose();
    }

    /// <summary>What is mounted in kubelet's folder.</summary>
    public IReadOnlyList<string> Mounts() => [.. File.ReadLines("/proc/self/mountinfo").Select(line => line.Split(' ')[4])
        .Where(path => path.StartsWith(Kubelet + "/", StringComparison.Ordinal))];

    private static async Task RunAsync(string program, params string[] arguments)
    {
        using var process = System.Diagnostics.Process.Start(program, arguments);
        await process.WaitForExitAsync();
    }

    private Dictionary<string, string> Variables() => new()
    {
        ["KUBERNETES_SERVICE_HOST"] = Server.Server.Host,
        ["KUBERNETES_SERVICE_PORT"] = Server.Server.Port.ToString(System.Globalization.CultureInfo.InvariantCulture),
        ["CSIHOST__Host__ServiceAccountDirectory"] = _folder["account"],
        ["CSI_NODE_NAME"] = NodeName,
        ["CONTAINER_KUBELET_PATH"] = Kubelet,
        ["HOST_KUBELET_PATH"] = "/var/snap/kubelet",
        ["HOST_PLUGIN_DIR"] = Kubelet + "/plugins/s3.csi.aws.com/",
        ["MOUNTPOINT_NAMESPACE"] = "mount-s3",
        ["INSTALLATION_TYPE"] = "helm",
        ["AWS_ACCESS_KEY_ID"] = "AKIAEXAMPLE",
        ["AWS_SECRET_ACCESS_KEY"] = "topsecretkey",
    };

    private void Fill()
    {
        Server.Rules =
        [
            new AccessRule("", "serviceaccounts", "get"),
            new AccessRule("apiextensions.k8s.io", "customresourcedefinitions", "get"),
            new AccessRule("s3.csi.aws.com", "mountpoints3podattachments", "get", "list", "watch"),
            new AccessRule("", "nodes", "get", "patch", "list", "watch"),
            new AccessRule("storage.k8s.io", "csinodes", "get"),
            new AccessRule("", "pods", "get", "list", "watch") { Namespace = "mount-s3" },
        ];
        Server.Documents["/version"] = new JsonObject { ["gitVersion"] = "v1.33.1" };
        var definitions = new ResourceAddress("apiextensions.k8s.io", "v1", "customresourcedefinitions");
        Server.Store.Create(definitions.Named("mountpoints3podattachments.s3.csi.aws.com"), new JsonObject
        {
            ["metadata"] = new JsonObject { ["name"] = "mountpoints3podattachments.s3.csi.aws.com" },
            ["spec"] = new JsonObject
            {
                ["versions"] = new JsonArray(new JsonObject
                {
                    ["name"] = "v2",
                    ["selectableFields"] = new JsonArray(new JsonObject { ["jsonPath"] = ".spec.nodeName" }),
                }),
            },
        });
        Server.Store.Create(ResourceAddress.Core("nodes").Named(NodeName), new JsonObject
        {
            ["metadata"] = new JsonObject { ["name"] = NodeName },
            ["spec"] = new JsonObject { ["taints"] = new JsonArray(new JsonObject { ["key"] = "s3.csi.aws.com/agent-not-ready", ["effect"] = "NoExecute" }) },
        });
        Server.Store.Create(new ResourceAddress("storage.k8s.io", "v1", "csinodes").Named(NodeName), new JsonObject
        {
            ["metadata"] = new JsonObject { ["name"] = NodeName },
            ["spec"] = new JsonObject { ["drivers"] = new JsonArray(new JsonObject { ["name"] = "s3.csi.aws.com", ["nodeID"] = NodeName }) },
        });
    }
}
