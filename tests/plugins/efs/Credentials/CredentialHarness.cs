using CsiHost.Abstractions.Errors;
using CsiHost.Plugins.Efs.Aws;
using CsiHost.Plugins.Efs.Credentials;
using CsiHost.Plugins.Efs.Tests.Metadata;
using CsiHost.TestKit.Time;

namespace CsiHost.Plugins.Efs.Tests.Credentials;

/// <summary>The credentials room, with its services at one address.</summary>
internal sealed class CredentialHarness
{
    public CredentialHarness(Uri services, string home)
    {
        Options.Aws.Home = home;
        Options.Aws.EndpointUrlSts = services.ToString();
        var clients = new PlainClients();
        var http = new CredentialHttp(clients, Time);
        var profiles = new ProfileFiles(Options);
        var containers = new ContainerCredentials(http) { EcsAddress = services };
        var instances = new InstanceCredentials(Instance);
        var endpoints = new AwsEndpoints(Options.Aws, new StandardPolicy());
        var webIdentities = new WebIdentityCredentials(endpoints, http);
        var assumed = new AssumedProfiles(profiles, containers, instances, endpoints, Options, clients);
        Finder = new MountCredentialFinder(Options, profiles, assumed, containers, webIdentities, instances, Time);
    }

    public EfsOptions Options { get; } = new();

    public ManualTimeProvider Time { get; } = new();

    public FakeInstance Instance { get; } = new();

    public MountCredentialFinder Finder { get; }

    public async Task<MountCredentials> FindAsync(CredentialRequest? request = null) =>
        await Finder.FindAsync(request ?? new CredentialRequest(), "us-east-1", CancellationToken.None);

    public async Task<CsiException> FailAsync(CredentialRequest? request = null) => await Should.ThrowAsync<CsiException>(() => FindAsync(request));
}
