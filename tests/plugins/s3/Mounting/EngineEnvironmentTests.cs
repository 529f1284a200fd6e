using System.Text;
using System.Text.Json.Nodes;
using CsiHost.Plugins.S3.Mounting;
using CsiHost.Plugins.S3.Node;

namespace CsiHost.Plugins.S3.Tests.Mounting;

public sealed class EngineEnvironmentTests
{
    private static readonly Dictionary<string, string> None = [];

    [Fact]
    public void Merge_SameKey_CredentialsWinOverTheDriverOverTheUser() // M3
    {
        var user = new Dictionary<string, string> { ["AWS_REGION"] = "user", ["AWS_DEFAULT_REGION"] = "user", ["NO_PROXY"] = "user" };
        var merged = EngineEnvironment.Merge(user, new S3NodeOptions { Region = "driver", DefaultRegion = "driver" }, new Dictionary<string, string> { ["AWS_REGION"] = "pod" });
        EngineEnvironment.Encode(merged).ShouldBe(["AWS_DEFAULT_REGION=driver", "AWS_REGION=pod", "NO_PROXY=user"]);
    }

    [Fact]
    public void Merge_EmptySettings_AreLeftOut() =>
        EngineEnvironment.Encode(EngineEnvironment.Merge(None, new S3NodeOptions { StsRegionalEndpoints = "regional" }, None))
            .ShouldBe(["AWS_STS_REGIONAL_ENDPOINTS=regional"]);

    [Fact]
    public void Encode_Values_AreSortedByBytesAndKeptWhenEmpty() =>
        EngineEnvironment.Encode(new Dictionary<string, string> { ["B"] = "", ["A_B"] = "x=y", ["AB"] = "1" }).ShouldBe(["AB=1", "A_B=x=y", "B="]);

    [Theory]
    [InlineData("v1.28.0", false, "helm", "s3-csi-driver/2.0.0 credential-source#driver k8s/v1.28.0 md/install#helm")]
    [InlineData("v1.28.0", true, "kustomize", "s3-csi-driver/2.0.0 credential-source#driver k8s/v1.28.0 md/openshift md/install#kustomize")]
    [InlineData("", false, "eks-addon", "s3-csi-driver/2.0.0 credential-source#driver md/install#eks-addon")]
    [InlineData("", false, "  HELM  ", "s3-csi-driver/2.0.0 credential-source#driver md/install#helm")]
    [InlineData("", false, "operator", "s3-csi-driver/2.0.0 credential-source#driver md/install#unknown")]
    [InlineData("", false, "", "s3-csi-driver/2.0.0 credential-source#driver md/install#unknown")]
    public void UserAgent_Facts_AreInTheirOrder(string version, bool openShift, string installation, string expected) =>
        UserAgent.Compose("2.0.0", "driver", version, openShift, installation).ShouldBe(expected);

    [Fact]
    public void Message_Encode_HasThePeersKeys()
    {
        var json = JsonNode.Parse(new MountMessage { BucketName = "b<&>", Args = ["--a"], Env = ["K=ü"] }.Encode())!.AsObject();
        json.Select(pair => pair.Key).ShouldBe(["bucketName", "args", "env"]);
        ((string?)json["bucketName"]).ShouldBe("b<&>");
        ((string?)json["env"]![0]).ShouldBe("K=ü");
        Encoding.UTF8.GetString(new MountMessage { BucketName = "b", Args = [], Env = [], VolumeId = "pv" }.Encode()).ShouldContain("\"volumeId\":\"pv\"");
    }
}
