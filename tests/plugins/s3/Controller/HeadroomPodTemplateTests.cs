using System.Text.Json.Nodes;
using CsiHost.Plugins.S3.Controller.Templates;
using CsiHost.Plugins.S3.Tests.Controller.Rig;

namespace CsiHost.Plugins.S3.Tests.Controller;

public sealed class HeadroomPodTemplateTests
{
    private const string Golden =
        """
        {
          "apiVersion": "v1", "kind": "Pod",
          "metadata": {
            "name": "hr-NAME", "namespace": "mount-s3",
            "labels": { "team": "storage", "s3.csi.aws.com/headroom-for-pod": "uid-a", "s3.csi.aws.com/headroom-for-volume": "pv" }
          },
          "spec": {
            "nodeSelector": { "kubernetes.io/os": "linux" },
            "affinity": { "podAffinity": { "requiredDuringSchedulingIgnoredDuringExecution": [ {
              "labelSelector": { "matchExpressions": [ { "key": "s3.csi.aws.com/headroom-for-workload", "operator": "In", "values": [ "uid-a" ] } ] },
              "namespaces": [ "team-a" ], "topologyKey": "kubernetes.io/hostname" } ] } },
            "tolerations": [ { "operator": "Exists" } ],
            "priorityClassName": "mount-s3-headroom",
            "containers": [ {
              "name": "pause", "image": "example.test/pause:3",
              "securityContext": { "allowPrivilegeEscalation": false, "runAsNonRoot": true, "capabilities": { "drop": [ "ALL" ] }, "seccompProfile": { "type": "RuntimeDefault" } },
              "resources": { "requests": { "cpu": "100m" } } } ]
          }
        }
        """;

    private static readonly PodTemplates Sut = new(new PodSettings
    {
        Namespace = "mount-s3",
        DriverVersion = "2.0.0",
        HeadroomPriorityClass = "mount-s3-headroom",
        HeadroomImage = "example.test/pause:3",
        HeadroomPodLabels = new Dictionary<string, string> { ["team"] = "storage" },
    });

    [Fact]
    public void Headroom_OfAWorkload_IsTheGoldenPod()
    {
        var pod = Sut.Headroom(
            StateWorld.Pod(Cluster.Workload("a", space: "team-a")), StateWorld.VolumeOf(Cluster.Volume(attributes: [("mountpointContainerResourcesRequestsCpu", "100m")])));

        var name = (string)pod["metadata"]!["name"]!;
        name.ShouldMatch("^hr-[0-9a-f]{56}$");
        JsonNode.DeepEquals(pod, JsonNode.Parse(Golden.Replace("hr-NAME", name, StringComparison.Ordinal))).ShouldBeTrue(pod.ToJsonString());
    }

    [Fact]
    public void Headroom_VolumeNameThatIsNoLabelValue_IsStandInByItsHash()
    {
        var pod = Sut.Headroom(StateWorld.Pod(Cluster.Workload("a")), StateWorld.VolumeOf(Cluster.Volume(new string('v', 64))));

        ((string)pod["metadata"]!["labels"]!["s3.csi.aws.com/headroom-for-volume"]!).ShouldMatch("^[0-9a-f]{56}$");
    }
}
