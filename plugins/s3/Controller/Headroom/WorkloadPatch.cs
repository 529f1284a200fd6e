using System.Text.Json.Nodes;
using CsiHost.Plugins.S3.Attachments;
using CsiHost.Plugins.S3.Controller.Objects;

namespace CsiHost.Plugins.S3.Controller.Headroom;

/// <summary>JSON patches of a workload. Each first tests that the pod is still the one that was seen, so that nobody else's change is undone.</summary>
internal static class WorkloadPatch
{
    private static readonly string LabelPath = "/metadata/labels/" + PodKeys.HeadroomForWorkload.Replace("/", "~1", StringComparison.Ordinal);

    public static string AddLabel(PodObject pod) => pod.Metadata.Labels is not null
        ? Write(pod, Operation("add", LabelPath, pod.Uid))
        : Write(
            pod,
            Operation("test", "/metadata/resourceVersion", pod.ResourceVersion),
            Operation("add", "/metadata/labels", new JsonObject { [PodKeys.HeadroomForWorkload] = pod.Uid }));

    public static string RemoveLabel(PodObject pod) =>
        Write(pod, Operation("test", LabelPath, pod.Metadata.Labels!.HeadroomForWorkload), new JsonObject { ["op"] = "remove", ["path"] = LabelPath });

    public static string RemoveGate(PodObject pod)
    {
        var path = $"/spec/schedulingGates/{pod.HeadroomGateIndex}";
        return Write(pod, Operation("test", path + "/name", PodKeys.HeadroomGate), new JsonObject { ["op"] = "remove", ["path"] = path });
    }

    private static JsonObject Operation(string operation, string path, JsonNode? value) => new() { ["op"] = operation, ["path"] = path, ["value"] = value };

    private static string Write(PodObject pod, params JsonObject[] operations) =>
        new JsonArray([Operation("test", "/metadata/uid", pod.Uid), .. operations]).ToJsonString();
}
