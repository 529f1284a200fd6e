using System.Text.Json;

namespace CsiHost.Kubernetes;

/// <summary>Reads the Status object of a refusal, and makes do with anything else.</summary>
internal static class StatusReader
{
    private const int Limit = 64 * 1024;

    public static async ValueTask<KubernetesStatus> ReadAsync(Stream body, CancellationToken cancellationToken)
    {
        var buffer = new byte[Limit];
        try
        {
            var length = await body.ReadAtLeastAsync(buffer, Limit, throwOnEndOfStream: false, cancellationToken);
            return Parse(buffer.AsSpan(0, length));
        }
        catch (Exception e) when (e is IOException or TimeoutException)
        {
            // The status line alone still says what happened.
            return new KubernetesStatus();
        }
    }

    public static KubernetesStatus Parse(ReadOnlySpan<byte> json)
    {
        try
        {
            return JsonSerializer.Deserialize(json, KubernetesJson.Default.KubernetesStatus) ?? new KubernetesStatus();
        }
        catch (JsonException)
        {
            return new KubernetesStatus();
        }
    }
}
