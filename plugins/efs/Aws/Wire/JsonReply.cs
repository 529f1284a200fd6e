using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace CsiHost.Plugins.Efs.Aws.Wire;

/// <summary>Reads JSON answers.</summary>
internal static class JsonReply
{
    public static async ValueTask<T> ReadAsync<T>(IApiSender sender, ApiRequest request, JsonTypeInfo<T> type, CancellationToken cancellationToken)
    {
        var body = await sender.SendAsync(request, cancellationToken);
        try
        {
            return JsonSerializer.Deserialize(body, type) ?? throw new JsonException("the answer is null");
        }
        catch (JsonException e)
        {
            throw new AwsException(AwsErrorKind.Other, $"the answer to {request.Operation} cannot be read", e);
        }
    }
}
