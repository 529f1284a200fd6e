using System.Text.Json;
using System.Text.Json.Nodes;
using CsiHost.Plugins.S3.Attachments;
using CsiHost.Plugins.S3.Controller.Objects;
using CsiHost.Plugins.S3.Controller.Planning;

namespace CsiHost.Plugins.S3.Controller.Templates;

/// <summary>The pods that the controller makes. They satisfy the pod security standard <c>restricted</c>.</summary>
internal sealed class PodTemplates(PodSettings settings)
{
    private const int NonRootId = 1000;
    private const int GraceSeconds = 600;

    public static PodObject Read(JsonObject stored) => stored.Deserialize(ControllerJson.Default.PodObject)!;

    /// <exception cref="VolumeAttributeException">The volume's attributes ask for what cannot be made.</exception>
    public JsonObject Mountpoint(NewMountpointPod wanted)
    {
        var volume = wanted.Volume;
        var spec = new JsonObject
        {
            ["nodeSelector"] = Linux(),
            ["affinity"] = OnNode(wanted.NodeName),
            ["tolerations"] = TolerateAll(),
            ["priorityClassName"] = wanted.Preempting && settings.ReservesHeadroom ? settings.PreemptingPriorityClass : settings.PriorityClass,
            ["restartPolicy"] = "OnFailure",

            // The volume outlives a drain: the mounter ignores SIGTERM for as long as it serves.
            ["terminationGracePeriodSeconds"] = GraceSeconds,
            ["containers"] = new JsonArray(MountpointContainer(volume)),
            ["volumes"] = new JsonArray(new JsonObject
            {
                ["name"] = "comm",
                ["emptyDir"] = new JsonObject { ["medium"] = "Memory", ["sizeLimit"] = "10Mi" },
            }),
        };
        if (!settings.IsOpenShift)
            spec["securityContext"] = new JsonObject { ["fsGroup"] = NonRootId };
        if (volume.Attribute(VolumeAttributes.MountpointPodServiceAccountName) is { } account)
            spec["serviceAccountName"] = account;
        if (CacheVolume.Create(volume) is { } cache)
        {
            spec["volumes"]!.AsArray().Add((JsonNode)cache);
            spec["containers"]![0]!["volumeMounts"]!.AsArray().Add((JsonNode)new JsonObject { ["name"] = CacheVolume.Name, ["mountPath"] = CacheVolume.MountPath });
        }

        return Pod(MountpointMetadata(volume), spec);
    }

    public JsonObject Headroom(PodObject workload, VolumeObject volume)
    {
        var labels = ToJson(settings.HeadroomPodLabels);
        labels[PodKeys.HeadroomForPod] = workload.Uid;
        labels[PodKeys.HeadroomForVolume] = LabelValue(workload, volume);
        var container = new JsonObject
        {
            ["name"] = "pause",
            ["image"] = settings.HeadroomImage,
            ["securityContext"] = Restricted(),
        };
        if (ContainerResources.Create(volume) is { } resources)
            container["resources"] = resources;
        var metadata = new JsonObject
        {
            ["name"] = PodNames.HeadroomPod(workload.Uid, volume.Name),
            ["namespace"] = settings.Namespace,
            ["labels"] = labels,
        };
        return Pod(metadata, new JsonObject
        {
            ["nodeSelector"] = Linux(),
            ["affinity"] = BesideWorkload(workload),
            ["tolerations"] = TolerateAll(),
            ["priorityClassName"] = settings.HeadroomPriorityClass,
            ["containers"] = new JsonArray(container),
        });
    }

    private static JsonObject Pod(JsonObject metadata, JsonObject spec)
    {
        foreach (var empty in spec.Where(static field => field.Value is JsonValue value && value.TryGetValue<string>(out var text) && text.Length == 0).Select(static field => field.Key).ToList())
            spec.Remove(empty);
        return new JsonObject { ["apiVersion"] = "v1", ["kind"] = "Pod", ["metadata"] = metadata, ["spec"] = spec };
    }

    private JsonObject MountpointMetadata(VolumeObject volume)
    {
        var labels = ToJson(settings.PodLabels);
        labels[PodKeys.MountpointVersion] = settings.MountpointVersion;
        labels[PodKeys.MountedByDriverVersion] = settings.DriverVersion;
        return new JsonObject
        {
            ["generateName"] = PodNames.MountpointPrefix,
            ["namespace"] = settings.Namespace,
            ["labels"] = labels,
            ["annotations"] = new JsonObject
            {
                [PodKeys.VolumeName] = volume.Name,
                [PodKeys.VolumeId] = volume.Handle,
                [PodKeys.AutoscalerDaemonSetPod] = PodKeys.True,
            },
        };
    }

    private JsonObject MountpointContainer(VolumeObject volume)
    {
        var security = Restricted();
        if (!settings.IsOpenShift)
            security["runAsUser"] = NonRootId;
        var container = new JsonObject
        {
            ["name"] = "mountpoint",
            ["image"] = settings.Image,
            ["command"] = new JsonArray(settings.ContainerCommand),
            ["securityContext"] = security,
            ["volumeMounts"] = new JsonArray(new JsonObject { ["name"] = "comm", ["mountPath"] = "/comm" }),
        };
        if (settings.ImagePullPolicy.Length > 0)
            container["imagePullPolicy"] = settings.ImagePullPolicy;
        if (ContainerResources.Create(volume) is { } resources)
            container["resources"] = resources;
        return container;
    }

    private static JsonObject Restricted() => new()
    {
        ["allowPrivilegeEscalation"] = false,
        ["capabilities"] = new JsonObject { ["drop"] = new JsonArray("ALL") },
        ["runAsNonRoot"] = true,
        ["seccompProfile"] = new JsonObject { ["type"] = "RuntimeDefault" },
    };

    private static JsonObject Linux() => new() { ["kubernetes.io/os"] = "linux" };

    private static JsonArray TolerateAll() => new(new JsonObject { ["operator"] = "Exists" });

    /// <summary>The scheduler places the pod, so that it counts and preempts as priorities say; it just has no choice.</summary>
    private static JsonObject OnNode(string node) => new()
    {
        ["nodeAffinity"] = new JsonObject
        {
            ["requiredDuringSchedulingIgnoredDuringExecution"] = new JsonObject
            {
                ["nodeSelectorTerms"] = new JsonArray(new JsonObject
                {
                    ["matchFields"] = new JsonArray(new JsonObject
                    {
                        ["key"] = "metadata.name",
                        ["operator"] = "In",
                        ["values"] = new JsonArray(node),
                    }),
                }),
            },
        },
    };

    private static JsonObject BesideWorkload(PodObject workload) => new()
    {
        ["podAffinity"] = new JsonObject
        {
            ["requiredDuringSchedulingIgnoredDuringExecution"] = new JsonArray(new JsonObject
            {
                ["labelSelector"] = new JsonObject
                {
                    ["matchExpressions"] = new JsonArray(new JsonObject
                    {
                        ["key"] = PodKeys.HeadroomForWorkload,
                        ["operator"] = "In",
                        ["values"] = new JsonArray(workload.Uid),
                    }),
                },
                ["namespaces"] = new JsonArray(workload.Metadata.Namespace),
                ["topologyKey"] = "kubernetes.io/hostname",
            }),
        },
    };

    /// <summary>A volume's name may be longer than a label's value; the hash of the pod's own name stands for it then.</summary>
    private static string LabelValue(PodObject workload, VolumeObject volume) =>
        LabelSyntax.IsValue(volume.Name) ? volume.Name : PodNames.HeadroomPod(workload.Uid, volume.Name)[PodNames.HeadroomPrefix.Length..];

    private static JsonObject ToJson(IReadOnlyDictionary<string, string> labels)
    {
        var json = new JsonObject();
        foreach (var (key, value) in labels)
            json[key] = value;
        return json;
    }
}
