using CsiHost.Abstractions.Errors;
using CsiHost.Plugins.Efs.Aws;
using CsiHost.Plugins.Efs.Volumes;

namespace CsiHost.Plugins.Efs.Tests.Mounting;

public sealed class EndpointResolverTests
{
    private const string Fs = EndpointHarness.FileSystem;
    private const string Name = EndpointHarness.DnsName;
    private readonly EndpointHarness _sut = new();

    [Theory]
    [InlineData("", Name, Name)]
    [InlineData("az=us-east-1b", "us-east-1b." + Name, Name)]
    [InlineData("crossaccount", "use1-az2." + Name, Name)]
    [InlineData("region=cn-north-1", Fs + ".efs.cn-north-1.amazonaws.com.cn", Fs + ".efs.cn-north-1.amazonaws.com.cn")]
    public async Task Resolve_NameKnown_UsesTheNameAndNoProbe(string options, string host, string certificateName)
    {
        _sut.Places.Names[host] = "10.0.0.5";

        var endpoint = await _sut.ResolveAsync(options);

        (endpoint.Host, endpoint.CertificateName, endpoint.Address.ToString()).ShouldBe((host, certificateName, "10.0.0.5"));
        _sut.Places.Asked.ShouldBe(["dns " + host]);
    }

    [Fact]
    public async Task Resolve_S3Files_IsResolvedByZoneId()
    {
        _sut.Places.Names["use1-az2." + Fs + ".s3files.us-east-1.on.aws"] = "10.0.0.5";

        (await _sut.ResolveAsync("tls", kind: StorageKind.S3Files)).CertificateName.ShouldBe(Fs + ".s3files.us-east-1.on.aws");
    }

    [Theory]
    [InlineData("mounttargetip=10.1.2.3", "10.1.2.3")]
    [InlineData("mounttargetip=2001:db8::1", "2001:db8::1")]
    public async Task Resolve_AddressGiven_IsProbedAndNotLookedUp(string options, string host)
    {
        var endpoint = await _sut.ResolveAsync(options);

        (endpoint.Host, endpoint.CertificateName).ShouldBe((host, Name));
        _sut.Places.Asked.ShouldBe(["probe " + host]);
    }

    [Fact]
    public async Task Resolve_AddressInOtherNamespace_IsNotProbedHere()
    {
        await _sut.ResolveAsync("mounttargetip=10.1.2.3,netns=/run/netns/x");

        _sut.Places.Asked.ShouldBeEmpty();
    }

    [Fact]
    public async Task Resolve_AddressUnreachable_IsUnavailable()
    {
        _sut.Places.Unreachable.Add("10.1.2.3");

        (await FailAsync("mounttargetip=10.1.2.3")).Message.ShouldContain("Cannot connect to file system mount target ip address 10.1.2.3");
    }

    public static TheoryData<string, string, bool, string> NoFallback => new()
    {
        { "crossaccount", "", false, "found by DNS only" },
        { "", "fall_back_to_mount_target_ip_address_enabled = false", false, "not enabled" },
        { "", "", true, "found by DNS only" },
    };

    [Theory]
    [MemberData(nameof(NoFallback))]
    public async Task Resolve_NameUnknownWithoutFallback_AsksNoApi(string options, string line, bool isS3Files, string reason)
    {
        _sut.Config.Text = $"[mount]\ndns_name_suffix = amazonaws.com\n{line}";

        var error = await FailAsync(options, kind: isS3Files ? StorageKind.S3Files : StorageKind.Efs);

        error.Kind.ShouldBe(CsiErrorKind.Unavailable);
        error.Message.ShouldStartWith("Failed to resolve \"");
        error.Message.ShouldContain(reason);
        _sut.Places.Asked.ShouldAllBe(asked => asked.StartsWith("dns "));
    }

    public static TheoryData<string, string, string> Fallbacks => new()
    {
        { "1:available:10.0.1.1 2:available:10.0.2.1", "us-east-1b", "10.0.2.1" },
        { "1:creating:10.0.1.1 2:available:10.0.2.1", "", "10.0.2.1" },
        { "2:available:10.0.2.1|2001:db8::2", "us-east-1b", "10.0.2.1" },
        { "2:available:|2001:db8::2", "us-east-1b", "2001:db8::2" },
        { "1:available:10.0.1.1 3:available:10.0.3.1", "us-east-1b", "! No matching mount target in the az" },
        { "2:creating:10.0.2.1 1:available:10.0.1.1", "us-east-1b", "! retry in 5 minutes" },
        { "2:updating:10.0.2.1", "us-east-1b", "! retry in 5 minutes" },
        { "2:error:10.0.2.1", "us-east-1b", "! retry in 5 minutes" },
        { "2:deleting:10.0.2.1 1:available:10.0.1.1", "us-east-1b", "! create a new one" },
        { "2:deleted:10.0.2.1", "us-east-1b", "! create a new one" },
        { "1:creating:10.0.1.1", "", "! retry in 5 minutes" },
        { "", "us-east-1b", "! Cannot find mount target" },
        { "2:available:10.0.2.1", "us-east-1z", "! No matching az id" },
        { "2:available:", "us-east-1b", "! has no address" },
    };

    [Theory]
    [MemberData(nameof(Fallbacks))]
    public async Task Resolve_NameUnknown_AsksTheApi(string targets, string zone, string expected)
    {
        _sut.Places.Targets = [.. targets.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Target)];
        _sut.Places.Node = _sut.Places.Node! with { Zone = zone };

        var outcome = await OutcomeAsync("");

        if (expected.StartsWith("! ", StringComparison.Ordinal))
            outcome.ShouldContain(expected[2..]);
        else
            outcome.ShouldBe(expected);
        (zone.Length == 0 && _sut.Places.Asked.Contains("ec2")).ShouldBeFalse();
    }

    [Fact]
    public async Task Resolve_FallbackWithAz_OptionComesBeforeTheNodesZone()
    {
        _sut.Places.Targets = [Target("1:available:10.0.1.1"), Target("2:available:10.0.2.1")];

        (await OutcomeAsync("az=us-east-1a")).ShouldBe("10.0.1.1");
        _sut.Places.Asked.ShouldContain("probe 10.0.1.1");
    }

    public static TheoryData<string, bool, string> ApiFailures => new()
    {
        { nameof(AwsErrorKind.FileSystemNotFound), false, "the file system was not found" },
        { nameof(AwsErrorKind.NoCredentials), false, "no usable AWS credentials" },
        { nameof(AwsErrorKind.Unavailable), false, "cannot complete the request" },
        { nameof(AwsErrorKind.AccessDenied), false, "User is not authorized" },
        { nameof(AwsErrorKind.AccessDenied), true, "User is not authorized" },
    };

    [Theory]
    [MemberData(nameof(ApiFailures))]
    public async Task Resolve_ApiFails_SaysWhy(string kind, bool isEc2, string reason)
    {
        var failure = new AwsException(Enum.Parse<AwsErrorKind>(kind), "User is not authorized");
        _sut.Places.EfsFailure = isEc2 ? null : failure;
        _sut.Places.Ec2Failure = isEc2 ? failure : null;

        (await FailAsync("")).Message.ShouldContain(reason);
        _sut.Places.Asked.Count(asked => asked == "ec2").ShouldBe(isEc2 ? 1 : 0);
    }

    public static TheoryData<string, string, string, string, bool, string> Regions => new()
    {
        { "region=r-opt", "r-env", "r-def", "r-conf", true, "r-opt" },
        { "", "r-env", "r-def", "r-conf", true, "r-env" },
        { "", "", "r-def", "r-conf", true, "r-def" },
        { "", "", "", "r-conf", true, "r-conf" },
        { "", "", "", "", true, "us-east-1" },
        { "", "", "", "", false, "! Error retrieving region" },
    };

    [Theory]
    [MemberData(nameof(Regions))]
    public async Task Resolve_Region_ComesFromTheFirstPlaceThatNamesOne(
        string options, string variable, string defaultVariable, string configured, bool hasMetadata, string expected)
    {
        _sut.Options.Aws.Region = variable;
        _sut.Options.Aws.DefaultRegion = defaultVariable;
        _sut.Config.Text = $"[mount]\ndns_name_suffix = amazonaws.com\nregion = {configured}";
        _sut.Places.Node = hasMetadata ? _sut.Places.Node : null;
        var name = $"{Fs}.efs.{expected}.amazonaws.com";
        _sut.Places.Names[name] = "10.0.0.5";

        if (expected.StartsWith("! ", StringComparison.Ordinal))
            (await FailAsync(options)).Message.ShouldContain(expected[2..]);
        else
            (await _sut.ResolveAsync(options)).DnsName.ShouldBe(name);
    }

    [Fact]
    public async Task Resolve_RegionInTheFormatOnly_IsTheLastResort()
    {
        _sut.Config.Text = "[mount]\ndns_name_format = {fs_id}.efs.us-west-2.amazonaws.com";
        _sut.Places.Node = null;
        _sut.Places.Names[Fs + ".efs.us-west-2.amazonaws.com"] = "10.0.0.5";

        (await _sut.ResolveAsync()).Region.ShouldBe("us-west-2");
    }

    [Theory]
    [InlineData("[client-info]\nsource = ecs.fargate", "az_id")]
    [InlineData("", "topology.k8s.aws/zone-id")]
    public async Task Resolve_CrossAccountWithoutZoneId_IsAnError(string section, string message)
    {
        _sut.Config.Text = $"[mount]\ndns_name_suffix = amazonaws.com\n{section}";
        _sut.Places.ZoneId = null;

        (await FailAsync("crossaccount")).Message.ShouldContain(message);
    }

    [Fact]
    public async Task Resolve_CrossAccountOnFargate_TakesTheConfiguredZoneId()
    {
        _sut.Config.Text = "[mount]\ndns_name_suffix = amazonaws.com\naz_id = use1-az6\n[client-info]\nsource = ecs.fargate";
        _sut.Places.Names["use1-az6." + Name] = "10.0.0.5";

        (await _sut.ResolveAsync("crossaccount")).Host.ShouldBe("use1-az6." + Name);
    }

    private static MountTarget Target(string text)
    {
        var parts = text.Split(':', 3);
        var addresses = parts[2].Split('|');
        return new MountTarget
        {
            Id = "fsmt-" + parts[0],
            ZoneId = "use1-az" + parts[0],
            State = parts[1],
            IpAddress = addresses[0],
            Ipv6Address = addresses.Length > 1 ? addresses[1] : "",
        };
    }

    private async Task<string> OutcomeAsync(string options)
    {
        try
        {
            return (await _sut.ResolveAsync(options)).Host;
        }
        catch (CsiException exception)
        {
            return exception.Message;
        }
    }

    private async Task<CsiException> FailAsync(string options, StorageKind kind = StorageKind.Efs) =>
        await Should.ThrowAsync<CsiException>(async () => await _sut.ResolveAsync(options, kind: kind));
}
