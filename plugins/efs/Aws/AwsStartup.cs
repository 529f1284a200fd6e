using CsiHost.Abstractions.Errors;
using CsiHost.Abstractions.Plugins;

namespace CsiHost.Plugins.Efs.Aws;

/// <summary>Refuses to start where FIPS endpoints are asked for and the region has none: the first call would find out too late.</summary>
[CsiService]
internal sealed class AwsStartup(EfsAwsOptions options, AwsEndpoints endpoints, AwsRegion region) : IPluginLifecycle
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (!options.UseFipsEndpoint)
            return;
        try
        {
            if (endpoints.FindFipsProblem(await region.GetAsync(cancellationToken)) is { } problem)
                throw CsiErrors.FailedPrecondition(problem);
        }
        catch (AwsException e)
        {
            throw CsiErrors.FailedPrecondition($"AWS_USE_FIPS_ENDPOINT is set and {e.Message}");
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
