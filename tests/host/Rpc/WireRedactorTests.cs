using CsiHost.Rpc;
using CsiHost.Rpc.Proto;
using Google.Protobuf.Reflection;

namespace CsiHost.Tests.Rpc;

[Trait("tier", "unit")]
public class WireRedactorTests
{
    private const string Canary = "canary-in-the-secret";

    public static TheoryData<string> SecretMessages =>
        new(CsiReflection.Descriptor.MessageTypes.Where(type => Secret(type) is not null).Select(type => type.Name));

    [Fact]
    public void SecretMessages_AreNineteen() => SecretMessages.Count.ShouldBe(19);

    [Theory]
    [MemberData(nameof(SecretMessages))]
    public void Text_OfAMessageWithSecrets_HidesKeysAndValues(string name)
    {
        var type = CsiReflection.Descriptor.MessageTypes.Single(type => type.Name == name);
        var message = type.Parser.ParseFrom(Array.Empty<byte>());
        var secrets = (System.Collections.IDictionary)Secret(type)!.Accessor.GetValue(message);
        secrets.Add("key-" + Canary, Canary);

        var text = WireRedactor.Describe(message);

        text.ShouldNotContain(Canary);
        text.ShouldContain("secrets: ***");
    }

    [Fact]
    public void Text_OfAPublish_ShowsWhatHelpsAndHidesTokensAndFlags()
    {
        var request = new NodePublishVolumeRequest
        {
            VolumeId = "fs-1::ap-2",
            TargetPath = "/var/lib/kubelet/pods/p/volumes/v/mount",
            Readonly = true,
            VolumeCapability = new VolumeCapability
            {
                AccessMode = new VolumeCapability.Types.AccessMode { Mode = VolumeCapability.Types.AccessMode.Types.Mode.MultiNodeMultiWriter },
                Mount = new VolumeCapability.Types.MountVolume { FsType = "nfs", MountFlags = { "password=" + Canary } },
            },
            VolumeContext = { ["csi.storage.k8s.io/serviceAccount.tokens"] = Canary, ["bucketName"] = "b" },
        };

        var text = WireRedactor.Describe(request);

        text.ShouldNotContain(Canary);
        text.ShouldContain("volume_id: \"fs-1::ap-2\"");
        text.ShouldContain("readonly: True");
        text.ShouldContain("mode: MULTI_NODE_MULTI_WRITER");
        text.ShouldContain("fs_type: \"nfs\", mount_flags: ***");
        text.ShouldContain("\"csi.storage.k8s.io/serviceAccount.tokens\": ***");
        text.ShouldContain("\"bucketName\": \"b\"");
        text.ShouldNotContain("publish_context");
    }

    [Theory]
    [InlineData("a\nb", "\"a\\u000ab\"")]
    [InlineData("say \"hi\"\\", "\"say \\\"hi\\\"\\\\\"")]
    public void Text_OfAStrangeString_StaysOnOneLine(string id, string expected) =>
        WireRedactor.Describe(new DeleteVolumeRequest { VolumeId = id }).ShouldBe($"{{ volume_id: {expected} }}");

    [Fact]
    public void Text_OfLongThings_IsCut()
    {
        var reply = new ListVolumesResponse { NextToken = new string('t', 5000) };
        reply.Entries.Add(Enumerable.Range(0, 1000).Select(i => new ListVolumesResponse.Types.Entry { Volume = new Volume { VolumeId = $"v{i}" } }));

        var text = WireRedactor.Describe(reply);

        text.Length.ShouldBeLessThan(2000);
        text.ShouldContain("984 more");
    }

    [Fact]
    public void Text_OfWrappersAndNothing_IsShort()
    {
        WireRedactor.Describe(new ProbeResponse()).ShouldBe("{}");
        WireRedactor.Describe(new ProbeResponse { Ready = true }).ShouldBe("{ ready: True }");
        WireRedactor.Describe(new GetCapacityResponse { AvailableCapacity = 5, MaximumVolumeSize = 7 }).ShouldBe("{ available_capacity: 5, maximum_volume_size: 7 }");
    }

    private static FieldDescriptor? Secret(MessageDescriptor type) =>
        type.Fields.InFieldNumberOrder().SingleOrDefault(field => field.GetOptions()?.GetExtension(CsiExtensions.CsiSecret) == true);
}
