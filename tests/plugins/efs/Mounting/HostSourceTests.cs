using CsiHost.Abstractions.Errors;

namespace CsiHost.Plugins.Efs.Tests.Mounting;

/// <summary>File systems that are named by DNS.</summary>
public sealed class HostSourceTests
{
    private const string Name = EndpointHarness.DnsName;
    private readonly EndpointHarness _sut = new();

    [Theory]
    [InlineData("files.example.org", Name, "", Name, null)]
    [InlineData(Name, "", "", Name, null)]
    [InlineData("files.example.org", "us-east-1a." + Name, "", "us-east-1a." + Name, "us-east-1a")]
    [InlineData("files.example.org", "us-east-1a." + Name, "az=us-east-1a", "us-east-1a." + Name, "us-east-1a")]
    public async Task Resolve_HostThatLeadsToAFileSystem_TakesIdAndZone(string host, string canonical, string options, string expected, string? zone)
    {
        _sut.Places.Canonical[host] = canonical;
        _sut.Places.Names[expected] = "2001:db8::5";

        var endpoint = await _sut.ResolveAsync(options, host);

        (endpoint.FileSystemId, endpoint.DnsName).ShouldBe((EndpointHarness.FileSystem, expected));
        _sut.LastOptions.Find("az").ShouldBe(zone);
    }

    [Theory]
    [InlineData("www.example.org", "", "did not resolve to a valid DNS name")]
    [InlineData("fs-0123456789abcdef0.efs.eu-west-1.amazonaws.com", "", "did not resolve to a valid DNS name")]
    [InlineData(Name + ".", "", "did not resolve to a valid DNS name")]
    [InlineData("us-east-1a." + Name, "az=us-east-1b", "does not match the az provided")]
    public async Task Resolve_HostThatLeadsElsewhere_IsInvalid(string canonical, string options, string message)
    {
        _sut.Places.Canonical["files.example.org"] = canonical;

        var error = await Should.ThrowAsync<CsiException>(async () => await _sut.ResolveAsync(options, "files.example.org"));

        error.Kind.ShouldBe(CsiErrorKind.InvalidArgument);
        error.Message.ShouldContain(message);
    }

    [Theory]
    [InlineData("files.example.org")]
    [InlineData("fs-DEADBEEF")]
    public async Task Resolve_HostUnknown_IsUnavailable(string host) =>
        (await Should.ThrowAsync<CsiException>(async () => await _sut.ResolveAsync("", host))).Message.ShouldContain($"Failed to resolve \"{host}\"");
}
