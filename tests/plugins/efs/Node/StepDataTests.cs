using CsiHost.Abstractions.Errors;
using CsiHost.Abstractions.Mounts;
using CsiHost.Plugins.Efs.Node;
using CsiHost.Plugins.Efs.Tunnels;

namespace CsiHost.Plugins.Efs.Tests.Node;

/// <summary>What a mount's record keeps must come back as it was.</summary>
public sealed class StepDataTests
{
    [Fact]
    public void Tunnel_Everything_ComesBack()
    {
        var request = new TunnelRequest
        {
            Target = "/t ü",
            FileSystemId = "fs-1",
            IsS3Files = true,
            Host = "h",
            Port = 2050,
            DnsName = "d",
            Region = "r",
            Engine = TunnelKind.Stunnel,
            AccessPointId = "ap",
            Iam = new() { Profile = "p", RoleArn = "a", TokenFile = "f", ContainerPath = "/c" },
            Verify = 0,
            CheckHostName = false,
            Tls = false,
            CaFile = "/ca",
            Ocsp = true,
            LocalPort = 20050,
            NetworkNamespace = "/n",
        };

        TunnelRequest.From(request.ToStep()).ShouldBe(request);
    }

    [Fact]
    public void Mount_Everything_ComesBack()
    {
        var mount = new NfsMount
        {
            Target = "/t",
            Path = "/p",
            Server = "s",
            Address = "a",
            Options = ["x", "y=z"],
            NetworkNamespace = "/n",
            Attempts = 0,
            AttemptLimit = TimeSpan.FromSeconds(3),
            RetriesRefusal = true,
            RaisesReadAhead = true,
        };

        var read = NfsMount.From(mount.ToStep());

        read.Options.ShouldBe(mount.Options);
        (read with { Options = mount.Options }).ShouldBe(mount);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("rubbish")]
    [InlineData("null")]
    public void Rubbish_IsAnErrorOfTheContract(string? json)
    {
        var data = json is null ? new Dictionary<string, string>() : new Dictionary<string, string> { ["request"] = json, ["mount"] = json };
        var step = new CustomStep { Kind = "x", Data = data };

        Should.Throw<CsiException>(() => TunnelRequest.From(step)).Kind.ShouldBe(CsiErrorKind.FailedPrecondition);
        Should.Throw<CsiException>(() => NfsMount.From(step)).Kind.ShouldBe(CsiErrorKind.FailedPrecondition);
    }
}
