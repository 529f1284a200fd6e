using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using CsiHost.Abstractions.Errors;
using CsiHost.Abstractions.Ports;
using CsiHost.Plugins.Efs.Metadata;
using CsiHost.Plugins.Efs.Node;
using CsiHost.StandIns.Aws;
using CsiHost.TestKit.Fakes;

namespace CsiHost.Plugins.Efs.Tests.Metadata;

public sealed class NodeMetadataFinderTests
{
    private const string Document = """{"instanceId":"i-imds","region":"us-east-1","availabilityZone":"us-east-1b","other":1}""";
    private readonly FakeInstance _instance = new();
    private readonly FakeKubernetesApi _kubernetes = new() { IsAvailable = false };
    private readonly EfsOptions _options = new() { NodeName = "node-1" };

    [Fact]
    public async Task Get_EcsPresent_ComesBeforeInstanceMetadata()
    {
        await using var ecs = await EcsStandIn.StartAsync();
        ecs.Answers["/v4/x/task"] = """{"TaskARN":"arn:aws:ecs:eu-west-1:1:task/cluster/0123abc","AvailabilityZone":"eu-west-1a"}""";
        _options.EcsMetadataUri = ecs.Address + "v4/x";
        SetInstance(Document);

        (await GetAsync()).ShouldBe(new NodeMetadata { InstanceId = "0123abc", Region = "eu-west-1", Zone = "eu-west-1a" });
    }

    [Fact]
    public async Task Get_EcsSilent_IsUnavailable()
    {
        await using var ecs = await EcsStandIn.StartAsync();
        _options.EcsMetadataUri = ecs.Address.ToString();

        (await FailAsync()).Message.ShouldContain("ECS task metadata");
    }

    [Theory]
    [InlineData("arn:aws:ecs:eu-west-1:1:task/c/id", "", "id", "")]
    [InlineData("id", "us-east-1f", "id", "us-east-1")]
    public void Read_EcsTask_TakesTheRegionFromTheZone(string arn, string zone, string id, string region)
    {
        var node = EcsMetadata.Read(new EcsTask { TaskArn = arn, AvailabilityZone = zone });

        (node.InstanceId, node.Region, node.Zone).ShouldBe((id, region, zone));
    }

    [Fact]
    public async Task Get_InstanceMetadata_IsKept()
    {
        SetInstance(Document);
        var sut = Sut();

        (await sut.GetAsync(CancellationToken.None)).ShouldBe(new NodeMetadata { InstanceId = "i-imds", Region = "us-east-1", Zone = "us-east-1b" });
        var asked = _instance.Asked;
        await sut.GetAsync(CancellationToken.None);

        _instance.Asked.ShouldBe(asked);
    }

    [Theory]
    [InlineData("""{"region":"r","availabilityZone":"z"}""")]
    [InlineData("""{"instanceId":"i","availabilityZone":"z"}""")]
    [InlineData("""{"instanceId":"i","region":"r"}""")]
    [InlineData("""{"instanceId":"","region":"r","availabilityZone":"z"}""")]
    [InlineData("not json")]
    public async Task Get_IdentityDocumentIncomplete_IsAnError(string document)
    {
        SetInstance(document);
        AddNode("aws:///us-east-2a/i-0123456789abcdef0");

        (await FailAsync()).Message.ShouldContain("identity document");
    }

    [Theory]
    [InlineData("node-1", false)]
    [InlineData("hyperpod-abc123", true)]
    public async Task Get_InstanceMetadataAbsentOrHyperPod_AsksKubernetes(string nodeName, bool hasInstance)
    {
        _options.NodeName = nodeName;
        if (hasInstance)
            SetInstance(Document);
        AddNode("aws:///us-east-2a/i-0123456789abcdef0", nodeName);

        (await GetAsync()).ShouldBe(new NodeMetadata { InstanceId = "i-0123456789abcdef0", Region = "us-east-2", Zone = "us-east-2a" });
    }

    [Theory]
    [InlineData("aws:///us-east-2a/i-1234567890abcdef0", "i-1234567890abcdef0")]
    [InlineData("aws:///us-east-2a/1234567890-0123456789abcdef0123456789abcdef/fargate-ip", "0123456789abcdef0123456789abcdef")]
    public void Read_ProviderId_NamesTheInstance(string providerId, string expected) =>
        KubernetesMetadata.Read(new KubernetesNode { Spec = new() { ProviderId = providerId } }).InstanceId.ShouldBe(expected);

    [Theory]
    [InlineData("")]
    [InlineData("bar-bar-bar")]
    public async Task Get_ProviderIdNamesNone_IsAnError(string providerId)
    {
        AddNode(providerId);

        (await FailAsync()).Message.ShouldContain("providerID");
    }

    [Theory]
    [InlineData("", "CSI_NODE_NAME is not set")]
    [InlineData("other", "does not tell about node other")]
    public async Task Get_NodeNotKnown_IsAnError(string nodeName, string message)
    {
        AddNode("aws:///us-east-2a/i-0123456789abcdef0");
        _options.NodeName = nodeName;

        (await FailAsync()).Message.ShouldContain(message);
    }

    [Fact]
    public async Task Get_KubernetesRefuses_IsUnavailable()
    {
        AddNode("aws:///us-east-2a/i-0123456789abcdef0");
        _kubernetes.OnOperation = (_, _) => throw new KubernetesApiException(403, "Forbidden", "no");

        (await FailAsync()).Kind.ShouldBe(CsiErrorKind.Unavailable);
    }

    [Fact]
    public async Task Get_NoSource_IsAnErrorAndTriedAgain()
    {
        var sut = Sut();
        await Should.ThrowAsync<CsiException>(async () => await sut.GetAsync(CancellationToken.None));
        SetInstance(Document);

        (await sut.GetAsync(CancellationToken.None)).InstanceId.ShouldBe("i-imds");
    }

    [Theory]
    [InlineData("use1-az4", "use1-az9", "use1-az4")]
    [InlineData(null, "use1-az9", "use1-az9")]
    [InlineData(null, null, null)]
    public async Task ZoneId_InstanceMetadataThenLabel_Tells(string? metadata, string? label, string? expected)
    {
        if (metadata is not null)
            _instance.Values["meta-data/placement/availability-zone-id"] = metadata;
        AddNode("aws:///us-east-2a/i-0123456789abcdef0", zoneId: label);

        (await ((IZoneIds)Sut()).FindAsync(CancellationToken.None)).ShouldBe(expected);
    }

    private void SetInstance(string document)
    {
        _instance.Values["meta-data/instance-id"] = "i-imds";
        _instance.Values["dynamic/instance-identity/document"] = document;
    }

    private void AddNode(string providerId, string name = "node-1", string? zoneId = null)
    {
        _kubernetes.IsAvailable = true;
        var labels = new JsonObject { ["topology.kubernetes.io/region"] = "us-east-2", ["topology.kubernetes.io/zone"] = "us-east-2a" };
        if (zoneId is not null)
            labels["topology.k8s.aws/zone-id"] = zoneId;
        var node = new JsonObject
        {
            ["metadata"] = new JsonObject { ["name"] = name, ["labels"] = labels },
            ["spec"] = new JsonObject { ["providerID"] = providerId },
        };
        _kubernetes.CreateAsync(
            new KubernetesResource { Version = "v1", Plural = "nodes" },
            node,
            (JsonTypeInfo<JsonObject>)JsonSerializerOptions.Default.GetTypeInfo(typeof(JsonObject)),
            CancellationToken.None).AsTask().IsCompletedSuccessfully.ShouldBeTrue();
    }

    private NodeMetadataFinder Sut() => new(
        new EcsMetadata(_options, new PlainClients(), TimeProvider.System), _instance, new KubernetesMetadata(_options, new FakeHostInfo(), _kubernetes));

    private async Task<NodeMetadata> GetAsync() => await Sut().GetAsync(CancellationToken.None);

    private async Task<CsiException> FailAsync() => await Should.ThrowAsync<CsiException>(GetAsync);
}
