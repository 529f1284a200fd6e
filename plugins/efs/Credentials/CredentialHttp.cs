using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace CsiHost.Plugins.Efs.Credentials;

/// <summary>One request to a provider, within a limit. What went wrong is told without the answer's body, which may hold secrets.</summary>
internal sealed class CredentialHttp(IHttpClientFactory clients, TimeProvider time)
{
    private const int MaxAnswerBytes = 64 * 1024;

    /// <exception cref="CredentialException">No usable answer.</exception>
    public async ValueTask<T> SendAsync<T>(
        HttpRequestMessage request, JsonTypeInfo<T> type, string provider, TimeSpan limit, CancellationToken cancellationToken)
        where T : class
    {
        using var timer = new CancellationTokenSource(limit, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(timer.Token, cancellationToken);
        try
        {
            using var client = clients.CreateClient("credentials");
            client.MaxResponseContentBufferSize = MaxAnswerBytes;
            using var response = await client.SendAsync(request, both.Token);
            if (!response.IsSuccessStatusCode)
                throw new CredentialException($"{provider} answered with status {(int)response.StatusCode}");
            return JsonSerializer.Deserialize(await response.Content.ReadAsByteArrayAsync(both.Token), type)
                ?? throw new CredentialException($"{provider} answered with nothing");
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException)
        {
            throw new CredentialException($"{provider} does not answer ({exception.Message})", exception);
        }
        catch (JsonException)
        {
            throw new CredentialException($"{provider} did not answer with credentials");
        }
        catch (OperationCanceledException exception) when (!cancellationToken.IsCancellationRequested)
        {
            throw new CredentialException($"{provider} did not answer within {limit.TotalSeconds:0.#} s", exception);
        }
    }
}
