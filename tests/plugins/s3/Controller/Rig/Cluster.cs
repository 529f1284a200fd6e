using System.Text.Json.Nodes;
using CsiHost.Plugins.S3.Attachments;

namespace CsiHost.Plugins.S3.Tests.Controller.Rig;

/// <summary>Kubernetes objects as the API server would store them.</summary>
internal static class Cluster
{
    public const string MountNamespace = "mount-s3";
    public const string NodeName = "node-1";
    public const string Version = "2.0.0";

    public static JsonObject Workload(string name, string claim = "claim", string? node = NodeName, string phase = "Pending", string space = "default", string account = "default") => new()
    {
        ["apiVersion"] = "v1",
        ["kind"] = "Pod",
        ["metadata"] = new JsonObject { ["name"] = name, ["namespace"] = space, ["uid"] = "uid-" + name, ["resourceVersion"] = "1" },
        ["spec"] = new JsonObject
        {
            ["nodeName"] = node,
            ["serviceAccountName"] = account,
            ["volumes"] = new JsonArray(
                new JsonObject { ["name"] = "scratch", ["emptyDir"] = new JsonObject() },
                new JsonObject { ["name"] = "data", ["persistentVolumeClaim"] = new JsonObject { ["claimName"] = claim } }),
        },
        ["status"] = new JsonObject { ["phase"] = phase },
    };

    public static JsonObject Claim(string name = "claim", string? volume = "pv", string space = "default") => new()
    {
        ["metadata"] = new JsonObject { ["name"] = name, ["namespace"] = space, ["uid"] = "uid-" + name, ["resourceVersion"] = "1" },
        ["spec"] = new JsonObject { ["volumeName"] = volume },
        ["status"] = new JsonObject { ["phase"] = volume is null ? "Pending" : "Bound" },
    };

    public static JsonObject Volume(string name = "pv", string claim = "claim", string space = "default", string driver = "s3.csi.aws.com", params (string Key, string Value)[] attributes)
    {
        var values = new JsonObject { ["bucketName"] = "bucket" };
        foreach (var (key, value) in attributes)
            values[key] = value;
        return new JsonObject
        {
            ["metadata"] = new JsonObject { ["name"] = name, ["uid"] = "uid-" + name, ["resourceVersion"] = "1" },
            ["spec"] = new JsonObject
            {
                ["claimRef"] = new JsonObject { ["namespace"] = space, ["name"] = claim },
                ["mountOptions"] = new JsonArray("allow-delete", "region us-west-2"),
                ["csi"] = new JsonObject { ["driver"] = driver, ["volumeHandle"] = "handle-" + name, ["volumeAttributes"] = values },
            },
        };
    }

    public static JsonObject Account(string name = "default", string space = "default", string? role = null) => new()
    {
        ["metadata"] = new JsonObject
        {
            ["name"] = name,
            ["namespace"] = space,
            ["uid"] = $"uid-{space}-{name}",
            ["resourceVersion"] = "1",
            ["annotations"] = role is null ? null : new JsonObject { [PodKeys.RoleArn] = role },
        },
    };

    public static JsonObject MountpointPod(string name, string volume = "pv", string node = NodeName, string phase = "Running", string version = Version) => new()
    {
        ["metadata"] = new JsonObject
        {
            ["name"] = name,
            ["namespace"] = MountNamespace,
            ["uid"] = "uid-" + name,
            ["resourceVersion"] = "1",
            ["labels"] = new JsonObject { [PodKeys.MountpointVersion] = "1.22.3", [PodKeys.MountedByDriverVersion] = version },
            ["annotations"] = new JsonObject { [PodKeys.VolumeName] = volume, [PodKeys.VolumeId] = "handle-" + volume },
        },
        ["spec"] = new JsonObject { ["nodeName"] = node },
        ["status"] = new JsonObject { ["phase"] = phase },
    };

    public static JsonObject Attachment(string name, params (string Pod, string[] Workloads)[] users)
    {
        var entries = new JsonObject();
        foreach (var (pod, workloads) in users)
        {
            entries[pod] = new JsonArray([.. workloads.Select(workload =>
                new JsonObject { ["workloadPodUID"] = "uid-" + workload, ["attachmentTime"] = "2030-01-01T00:00:00Z" })]);
        }

        return new JsonObject
        {
            ["apiVersion"] = AttachmentApi.ApiVersion,
            ["kind"] = AttachmentApi.Kind,
            ["metadata"] = new JsonObject { ["name"] = name, ["uid"] = "uid-" + name, ["resourceVersion"] = "1" },
            ["spec"] = new JsonObject
            {
                ["nodeName"] = NodeName,
                ["persistentVolumeName"] = "pv",
                ["volumeID"] = "handle-pv",
                ["mountOptions"] = "allow-delete,region us-west-2",
                ["authenticationSource"] = "driver",
                ["workloadFSGroup"] = "",
                ["mountpointS3PodAttachments"] = entries,
            },
        };
    }

    public static JsonObject Terminating(this JsonObject value)
    {
        value["metadata"]!["deletionTimestamp"] = "2030-01-01T00:00:00Z";
        return value;
    }

    public static JsonObject Annotated(this JsonObject value, string key, string text)
    {
        value["metadata"]!["annotations"] ??= new JsonObject();
        value["metadata"]!["annotations"]![key] = text;
        return value;
    }

    public static JsonObject Labelled(this JsonObject value, string key, string text)
    {
        value["metadata"]!["labels"] ??= new JsonObject();
        value["metadata"]!["labels"]![key] = text;
        return value;
    }

    public static JsonObject WithFsGroup(this JsonObject value, long group)
    {
        value["spec"]!["securityContext"] = new JsonObject { ["fsGroup"] = group };
        return value;
    }

    public static JsonObject Gated(this JsonObject value, params string[] gates)
    {
        value["spec"]!["schedulingGates"] = new JsonArray([.. gates.Select(gate => new JsonObject { ["name"] = gate })]);
        return value;
    }

    public static JsonObject WithOptions(this JsonObject value, params string[] options)
    {
        value["spec"]!["mountOptions"] = new JsonArray([.. options.Select(option => (JsonNode)option)]);
        return value;
    }

    public static JsonObject WithSpec(this JsonObject value, string key, string text)
    {
        value["spec"]![key] = text;
        return value;
    }
}
