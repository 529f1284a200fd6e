using CsiHost.Abstractions.Crypto;
using CsiHost.Abstractions.Errors;
using CsiHost.Abstractions.Plugins;

namespace CsiHost.Plugins.Efs.Aws;

/// <summary>Refuses to start where FIPS endpoints are asked for and the region has none: the first call would find out too late.</summary>
[CsiService]
internal sealed class AwsStartup(EfsAwsOptions options, AwsEndpoints endpoints, AwsRegion region, ICryptoPolicy policy) : IPluginLifecycle
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (!options.UseFipsEndpoint && !policy.ChildTls.RequiresFips)
            return;
        try
        {
            var name = await region.GetAsync(cancellationToken);
            if (endpoints.FindFipsProblem(name) is { } problem)
                throw CsiErrors.FailedPrecondition(problem);

            // Under a FIPS policy the policy's own table counts too; it throws and names the region.
            policy.GetEndpointMode(AwsService.Efs.EndpointPrefix, name);
        }
        catch (AwsException e)
        {
            throw CsiErrors.FailedPrecondition($"FIPS endpoints are demanded and {e.Message}");
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
