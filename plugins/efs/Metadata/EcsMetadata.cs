using System.Text.Json;
using CsiHost.Abstractions.Errors;
using CsiHost.Plugins.Efs.Node;

namespace CsiHost.Plugins.Efs.Metadata;

/// <summary>The task metadata endpoint of ECS.</summary>
internal sealed class EcsMetadata(EfsOptions options, IHttpClientFactory clients, TimeProvider time)
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(5);

    public bool IsPresent => options.EcsMetadataUri.Length > 0;

    /// <exception cref="CsiException">It does not answer, or not what it should (Unavailable).</exception>
    public async ValueTask<NodeMetadata> GetAsync(CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(Limit, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            using var client = clients.CreateClient("ecs-metadata");
            using var response = await client.GetAsync(new Uri(options.EcsMetadataUri.TrimEnd('/') + "/task"), both.Token);
            response.EnsureSuccessStatusCode();
            var task = await JsonSerializer.DeserializeAsync(await response.Content.ReadAsStreamAsync(both.Token), MetadataJson.Default.EcsTask, both.Token);
            return Read(task ?? new EcsTask());
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException or JsonException
            || (exception is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            throw CsiErrors.Unavailable("the ECS task metadata endpoint does not answer", exception);
        }
    }

    internal static NodeMetadata Read(EcsTask task)
    {
        var id = task.TaskArn?.Split('/')[^1];
        var zone = task.AvailabilityZone ?? "";
        return string.IsNullOrEmpty(id)
            ? throw CsiErrors.Unavailable("the ECS task metadata endpoint names no TaskARN")
            : new NodeMetadata { InstanceId = id, Zone = zone, Region = zone.Length > 0 ? zone[..^1] : "" };
    }
}
