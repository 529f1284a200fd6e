using System.Text.Json.Nodes;
using CsiHost.Plugins.S3.Controller.Planning;
using CsiHost.Plugins.S3.Controller.Templates;
using CsiHost.Plugins.S3.Tests.Controller.Rig;

namespace CsiHost.Plugins.S3.Tests.Controller;

public sealed class MountpointPodTemplateTests
{
    private const string Golden =
        """
        {
          "apiVersion": "v1",
          "kind": "Pod",
          "metadata": {
            "generateName": "mp-",
            "namespace": "mount-s3",
            "labels": {
              "team": "storage",
              "s3.csi.aws.com/mountpoint-version": "1.22.3",
              "s3.csi.aws.com/mounted-by-csi-driver-version": "2.0.0"
            },
            "annotations": {
              "s3.csi.aws.com/volume-name": "pv",
              "s3.csi.aws.com/volume-id": "handle-pv",
              "cluster-autoscaler.kubernetes.io/daemonset-pod": "true"
            }
          },
          "spec": {
            "nodeSelector": { "kubernetes.io/os": "linux" },
            "affinity": {
              "nodeAffinity": {
                "requiredDuringSchedulingIgnoredDuringExecution": {
                  "nodeSelectorTerms": [ { "matchFields": [ { "key": "metadata.name", "operator": "In", "values": [ "node-1" ] } ] } ]
                }
              }
            },
            "tolerations": [ { "operator": "Exists" } ],
            "priorityClassName": "mount-s3-critical",
            "restartPolicy": "OnFailure",
            "terminationGracePeriodSeconds": 600,
            "securityContext": { "fsGroup": 1000 },
            "containers": [
              {
                "name": "mountpoint",
                "image": "example.test/driver:v2",
                "imagePullPolicy": "IfNotPresent",
                "command": [ "/bin/aws-s3-csi-mounter" ],
                "securityContext": {
                  "allowPrivilegeEscalation": false,
                  "capabilities": { "drop": [ "ALL" ] },
                  "runAsUser": 1000,
                  "runAsNonRoot": true,
                  "seccompProfile": { "type": "RuntimeDefault" }
                },
                "volumeMounts": [ { "name": "comm", "mountPath": "/comm" } ]
              }
            ],
            "volumes": [ { "name": "comm", "emptyDir": { "medium": "Memory", "sizeLimit": "10Mi" } } ]
          }
        }
        """;

    private static readonly PodSettings Settings = new()
    {
        Namespace = "mount-s3",
        DriverVersion = "2.0.0",
        MountpointVersion = "1.22.3",
        Image = "example.test/driver:v2",
        ImagePullPolicy = "IfNotPresent",
        PriorityClass = "mount-s3-critical",
        PreemptingPriorityClass = "mount-s3-preempting-critical",
        HeadroomPriorityClass = "mount-s3-headroom",
        PodLabels = new Dictionary<string, string> { ["team"] = "storage" },
    };

    /// <summary>Each case is the golden pod with one thing changed: a path into it and what stands there (null: nothing).</summary>
    private static readonly Dictionary<string, (Func<PodSettings, PodSettings>? Settings, (string, string)[] Attributes, string[]? Options, bool Preempting, (string Path, string? Json)[] Changes)> Cases = new()
    {
        ["plain"] = (null, [], null, false, []),
        ["H2 preempting"] = (null, [], null, true, [("spec/priorityClassName", "\"mount-s3-preempting-critical\"")]),
        ["headroom off: no preempting class"] = (s => s with { HeadroomPriorityClass = "" }, [], null, true, []),
        ["no priority class"] = (s => s with { PriorityClass = "" }, [], null, false, [("spec/priorityClassName", null)]),
        ["no pull policy"] = (s => s with { ImagePullPolicy = "" }, [], null, false, [("spec/containers/0/imagePullPolicy", null)]),
        ["K41 OpenShift"] = (s => s with { IsOpenShift = true }, [], null, false, [("spec/securityContext", null), ("spec/containers/0/securityContext/runAsUser", null)]),
        ["K39 service account"] = (null, [("mountpointPodServiceAccountName", "mounter")], null, false, [("spec/serviceAccountName", "\"mounter\"")]),
        ["the driver's labels win"] = (s => s with { PodLabels = new Dictionary<string, string> { ["team"] = "storage", ["s3.csi.aws.com/mountpoint-version"] = "x" } }, [], null, false, []),
        ["K40 all resources"] = (null, [("mountpointContainerResourcesRequestsCpu", "100m"), ("mountpointContainerResourcesRequestsMemory", "64Mi"), ("mountpointContainerResourcesLimitsCpu", "1"), ("mountpointContainerResourcesLimitsMemory", "1.5Gi")],
            null, false, [("spec/containers/0/resources", """{"requests":{"cpu":"100m","memory":"64Mi"},"limits":{"cpu":"1","memory":"1.5Gi"}}""")]),
        ["K40 only requests"] = (null, [("mountpointContainerResourcesRequestsCpu", "100m")], null, false, [("spec/containers/0/resources", """{"requests":{"cpu":"100m"}}""")]),
        ["K40 only limits"] = (null, [("mountpointContainerResourcesLimitsMemory", "1e9")], null, false, [("spec/containers/0/resources", """{"limits":{"memory":"1e9"}}""")]),
        ["C16 cache"] = (null, [("cache", "emptyDir")], null, false, Cache("""{"name":"local-cache","emptyDir":{}}""")),
        ["C17 size"] = (null, [("cache", "emptyDir"), ("cacheEmptyDirSizeLimit", "1Gi")], null, false, Cache("""{"name":"local-cache","emptyDir":{"sizeLimit":"1Gi"}}""")),
        ["C17 medium"] = (null, [("cache", "emptyDir"), ("cacheEmptyDirMedium", "Memory")], null, false, Cache("""{"name":"local-cache","emptyDir":{"medium":"Memory"}}""")),
        ["C17 both"] = (null, [("cache", "emptyDir"), ("cacheEmptyDirSizeLimit", "1Gi"), ("cacheEmptyDirMedium", "Memory")], null, false, Cache("""{"name":"local-cache","emptyDir":{"sizeLimit":"1Gi","medium":"Memory"}}""")),
        ["C15 mount option"] = (null, [], ["cache /mnt/x"], false, Cache("""{"name":"local-cache","emptyDir":{}}""")),
        ["C15 mount option with dashes and equals"] = (null, [], ["  --cache=/mnt/x "], false, Cache("""{"name":"local-cache","emptyDir":{}}""")),
        ["another option that begins so"] = (null, [], ["cache-xz bucket", "max-cache-size 3"], false, []),
        ["the size alone is no cache"] = (null, [("cacheEmptyDirSizeLimit", "1Gi")], null, false, []),
        ["C18 ephemeral"] = (null, [("cache", "ephemeral"), ("cacheEphemeralStorageClassName", "fast"), ("cacheEphemeralStorageResourceRequest", "1Gi")], null, false, Cache(
            """
            {"name":"local-cache","ephemeral":{"volumeClaimTemplate":{"metadata":{"labels":{"s3.csi.aws.com/type":"local-ephemeral-cache"}},
             "spec":{"accessModes":["ReadWriteOnce"],"volumeMode":"Filesystem","storageClassName":"fast","resources":{"requests":{"storage":"1Gi"}}}}}}
            """)),
    };

    private static readonly Dictionary<string, (string Key, string Value)[]> Refused = new()
    {
        ["cacheEphemeralStorageClassName"] = [("cache", "ephemeral"), ("cacheEphemeralStorageResourceRequest", "1Gi")],
        ["cacheEphemeralStorageResourceRequest"] = [("cache", "ephemeral"), ("cacheEphemeralStorageClassName", "fast")],
        ["C19 'cacheEphemeralStorageResourceRequest' is 'much'"] = [("cache", "ephemeral"), ("cacheEphemeralStorageClassName", "fast"), ("cacheEphemeralStorageResourceRequest", "much")],
        ["C20 'cache' is 'disk'"] = [("cache", "disk")],
        ["C21 'cacheEmptyDirMedium' is 'SSD'"] = [("cache", "emptyDir"), ("cacheEmptyDirMedium", "SSD")],
        ["C4 'cacheEmptyDirMedium' is 'HugePages'"] = [("cache", "emptyDir"), ("cacheEmptyDirMedium", "HugePages")],
        ["C12 'cacheEmptyDirSizeLimit' is 'not-a-quantity'"] = [("cache", "emptyDir"), ("cacheEmptyDirSizeLimit", "not-a-quantity")],
        ["K40 'mountpointContainerResourcesRequestsCpu' is '1 core'"] = [("mountpointContainerResourcesRequestsCpu", "1 core")],
        ["K40 'mountpointContainerResourcesLimitsMemory' is '-1Gi'"] = [("mountpointContainerResourcesLimitsMemory", "-1Gi")],
    };

    public static TheoryData<string> CaseNames => [.. Cases.Keys];

    public static TheoryData<string> RefusedNames => [.. Refused.Keys];

    [Theory]
    [MemberData(nameof(CaseNames))]
    public void Mountpoint_Case_IsTheGoldenPodButForTheCase(string name)
    {
        var (change, attributes, options, preempting, changes) = Cases[name];
        var volume = Cluster.Volume(attributes: attributes);
        if (options is not null)
            volume = volume.WithOptions(options);

        var pod = new PodTemplates(change?.Invoke(Settings) ?? Settings).Mountpoint(Wanted(volume, preempting));

        var expected = JsonNode.Parse(Golden)!.AsObject();
        foreach (var (path, json) in changes)
            Set(expected, path, json);
        Normal(pod).ShouldBe(Normal(expected));
    }

    [Theory]
    [MemberData(nameof(RefusedNames))]
    public void Mountpoint_AttributesThatCannotBe_AreRefusedByName(string name) =>
        Should.Throw<VolumeAttributeException>(() => new PodTemplates(Settings).Mountpoint(Wanted(Cluster.Volume(attributes: Refused[name]), false)))
            .Message.ShouldContain(name[(name.IndexOf(' ', StringComparison.Ordinal) + 1)..]);

    [Fact]
    public void Mountpoint_CacheAsOptionAndAttribute_IsRefused() =>
        Should.Throw<VolumeAttributeException>(() => new PodTemplates(Settings).Mountpoint(
            Wanted(Cluster.Volume(attributes: [("cache", "emptyDir")]).WithOptions("cache /x"), false))).Message.ShouldContain("exclude each other");

    [Fact]
    public void Read_ThePodMade_IsOfItsUnit()
    {
        var pod = PodTemplates.Read(new PodTemplates(Settings).Mountpoint(Wanted(Cluster.Volume(), false)));

        (pod.TargetNode, pod.TargetVolume, pod.NeedsUnmount, pod.IsScheduled).ShouldBe(("node-1", "pv", false, false));
    }

    private static (string, string?)[] Cache(string volume) =>
        [("spec/volumes/1", volume), ("spec/containers/0/volumeMounts/1", """{"name":"local-cache","mountPath":"/local-cache"}""")];

    private static NewMountpointPod Wanted(JsonObject volume, bool preempting) => new()
    {
        Volume = StateWorld.VolumeOf(volume),
        NodeName = "node-1",
        Preempting = preempting,
        IsReplacement = false,
        Workloads = [],
    };

    private static void Set(JsonObject pod, string path, string? json)
    {
        var keys = path.Split('/');
        JsonNode node = pod;
        foreach (var key in keys[..^1])
            node = node is JsonArray array ? array[int.Parse(key, System.Globalization.CultureInfo.InvariantCulture)]! : node[key]!;
        if (json is null)
            node.AsObject().Remove(keys[^1]);
        else if (node is JsonArray list)
            list.Add(JsonNode.Parse(json));
        else
            node[keys[^1]] = JsonNode.Parse(json);
    }

    /// <summary>The text with keys in order, so that a difference is seen at a glance.</summary>
    private static string Normal(JsonNode node) => Sort(node)!.ToJsonString(new System.Text.Json.JsonSerializerOptions { WriteIndented = true });

    private static JsonNode? Sort(JsonNode? node) => node switch
    {
        JsonObject value => new JsonObject(value.OrderBy(field => field.Key, StringComparer.Ordinal).Select(field => KeyValuePair.Create(field.Key, Sort(field.Value)))),
        JsonArray array => new JsonArray([.. array.Select(Sort)]),
        _ => node?.DeepClone(),
    };
}
