using System.Text.Json;
using System.Text.Json.Nodes;
using CsiHost.Plugins.S3.Attachments;

namespace CsiHost.Plugins.S3.Tests.Attachments;

public sealed class AttachmentJsonTests
{
    private const string Stored =
        """
        {
          "apiVersion": "s3.csi.aws.com/v2", "kind": "MountpointS3PodAttachment", "future": [1, {"a": null}],
          "metadata": {
            "name": "s3pa-x", "uid": "u", "resourceVersion": "7", "creationTimestamp": "2026-01-01T00:00:00Z", "generateName": "s3pa-",
            "labels": {"s3.csi.aws.com/created-by-csi-driver-version": "2.7.0"}, "generation": 3,
            "managedFields": [{"manager": "controller", "fieldsV1": {"f:spec": {}}}]
          },
          "spec": {
            "nodeName": "n1", "persistentVolumeName": "pv1", "volumeID": "vol-1", "mountOptions": "region us-west-2,allow-delete",
            "authenticationSource": "pod", "workloadFSGroup": "123", "workloadNamespace": "ns", "workloadServiceAccountName": "sa",
            "workloadServiceAccountIAMRoleARN": "arn:aws:iam::1:role/r", "futureField": {"x": true},
            "mountpointS3PodAttachments": {
              "mp-a": [{"workloadPodUID": "w1", "attachmentTime": "2026-01-01T01:02:03+00:00", "note": "kept"}],
              "mp-b": []
            }
          },
          "status": {"x": 1}
        }
        """;

    [Fact]
    public void RoundTrip_OfAStoredObject_LosesNothing()
    {
        var read = JsonSerializer.Deserialize(Stored, AttachmentJson.Default.MountpointS3PodAttachment)!;

        var written = JsonSerializer.SerializeToNode(read, AttachmentJson.Default.MountpointS3PodAttachment);

        JsonNode.DeepEquals(written, JsonNode.Parse(Stored)).ShouldBeTrue(written!.ToJsonString());
    }

    [Fact]
    public void Deserialize_OfAStoredObject_ReadsEachField()
    {
        var spec = JsonSerializer.Deserialize(Stored, AttachmentJson.Default.MountpointS3PodAttachment)!.Spec;

        spec.ShouldSatisfyAllConditions(
            () => spec.NodeName.ShouldBe("n1"),
            () => spec.PersistentVolumeName.ShouldBe("pv1"),
            () => spec.VolumeId.ShouldBe("vol-1"),
            () => spec.MountOptions.ShouldBe("region us-west-2,allow-delete"),
            () => spec.AuthenticationSource.ShouldBe("pod"),
            () => spec.WorkloadFsGroup.ShouldBe("123"),
            () => spec.WorkloadNamespace.ShouldBe("ns"),
            () => spec.WorkloadServiceAccountName.ShouldBe("sa"),
            () => spec.WorkloadServiceAccountIamRoleArn.ShouldBe("arn:aws:iam::1:role/r"),
            () => spec.FindMountpointPod("w1").ShouldBe("mp-a"),
            () => spec.FindMountpointPod("w2").ShouldBeNull());
    }

    [Fact]
    public void Serialize_OfADriverLevelObject_HasRequiredFieldsEvenWhenEmpty_AndNoOthers()
    {
        var attachment = new MountpointS3PodAttachment { Spec = new AttachmentSpec { NodeName = "n", AuthenticationSource = AuthenticationSources.Driver } };

        var written = JsonSerializer.SerializeToNode(attachment, AttachmentJson.Default.MountpointS3PodAttachment)!;

        written["spec"]!.AsObject().Select(field => field.Key).Order().ShouldBe(
            ["authenticationSource", "mountOptions", "mountpointS3PodAttachments", "nodeName", "persistentVolumeName", "volumeID", "workloadFSGroup"]);
    }

    [Fact]
    public void Create_Attachment_WritesUtcSeconds() =>
        WorkloadAttachment.Create("w", new DateTimeOffset(2026, 8, 1, 14, 5, 6, 789, TimeSpan.FromHours(2))).AttachmentTime.ShouldBe("2026-08-01T12:05:06Z");

    [Theory]
    [InlineData(null, "driver")]
    [InlineData("", "driver")]
    [InlineData("driver", "driver")]
    [InlineData("pod", "pod")]
    [InlineData("foo", "foo")]
    public void AuthenticationSource_Attribute_IsReadAs(string? attribute, string source) => AuthenticationSources.Read(attribute).ShouldBe(source);
}
