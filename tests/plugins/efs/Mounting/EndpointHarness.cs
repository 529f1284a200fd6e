using CsiHost.Plugins.Efs.Mounting;
using CsiHost.Plugins.Efs.Volumes;

namespace CsiHost.Plugins.Efs.Tests.Mounting;

/// <summary>The real resolver among fake places.</summary>
internal sealed class EndpointHarness
{
    public const string FileSystem = "fs-0123456789abcdef0";
    public const string DnsName = FileSystem + ".efs.us-east-1.amazonaws.com";

    public FakePlaces Places { get; } = new();

    public FakeConfig Config { get; } = new();

    public EfsOptions Options { get; } = new();

    public EndpointResolver Sut => new(
        Config, new RegionFinder(Options, Places), new ZoneFinder(Places, Places), Places, new HostSource(Places), new MountTargetFinder(Places, Places), Places);

    public OptionList LastOptions { get; private set; } = new();

    public ValueTask<MountEndpoint> ResolveAsync(string options = "", string fileSystem = FileSystem, StorageKind kind = StorageKind.Efs)
    {
        LastOptions = OptionList.Parse(options.Split(',', StringSplitOptions.RemoveEmptyEntries));
        return Sut.ResolveAsync(new MountRequest { Kind = kind, FileSystem = fileSystem, Target = "/t", Options = LastOptions }, CancellationToken.None);
    }

    public static string Format(MountEndpoint endpoint) =>
        $"{endpoint.FileSystemId} {endpoint.Region} {endpoint.Host} {endpoint.CertificateName} {endpoint.Address}";
}
