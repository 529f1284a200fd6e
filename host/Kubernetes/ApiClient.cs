using System.Security.Authentication;
using System.Text.Json;
using Microsoft.Extensions.Logging;

namespace CsiHost.Kubernetes;

/// <summary>Sends requests: credentials, limits, and the retry policy.</summary>
internal sealed partial class ApiClient(
    HttpClient http, BearerTokenFile token, KubernetesApiOptions options, TimeProvider clock, ILogger<KubernetesApi> logger)
{
    private static readonly TimeSpan LongestRetryAfter = TimeSpan.FromMinutes(5);

    /// <summary>Sends a request and reads its answer, again and again while the failure is a passing one.</summary>
    public async ValueTask<T> CallAsync<T>(
        ApiRequest request, Func<Stream, CancellationToken, ValueTask<T>> read, CancellationToken cancellationToken)
    {
        var backoff = new Backoff();
        while (true)
        {
            TimeSpan delay;
            try
            {
                using var response = await OpenAsync(request, options.ReadIdleTimeout, cancellationToken);
                return await ReadAsync(request, response, read, cancellationToken);
            }
            catch (ApiFailure failure) when (failure.IsPassing(request.Repeatable))
            {
                delay = backoff.Next(failure.RetryAfter);
                LogRetry(failure.Message, delay.TotalSeconds);
            }
            catch (ApiFailure failure)
            {
                throw failure.ToPublic();
            }

            await Task.Delay(delay, clock, cancellationToken);
        }
    }

    /// <summary>Sends a request once; the answer is a success whose body is still to be read.</summary>
    public async ValueTask<ApiResponse> OpenAsync(ApiRequest request, TimeSpan idleTimeout, CancellationToken cancellationToken)
    {
        var bearer = token.Get();
        try
        {
            return await SendAsync(request, bearer, idleTimeout, cancellationToken);
        }
        catch (ApiFailure failure) when (failure.StatusCode == 401)
        {
            if (!token.Refresh(bearer))
                throw;
        }

        return await SendAsync(request, token.Get(), idleTimeout, cancellationToken);
    }

    /// <summary>Turns what can go wrong on the way into a failure; null for what is none of ours.</summary>
    public static ApiFailure? Translate(ApiRequest request, Exception exception) => exception switch
    {
        HttpRequestException { InnerException: ApiFailure failure } => failure,
        HttpRequestException { InnerException: AuthenticationException e } =>
            new(ApiFailure.Untrusted, $"{request}: the server's certificate was refused: {e.Message}", exception),
        HttpRequestException e => new(ApiFailure.ConnectionLost, $"{request}: {e.Message}", e)
        {
            MayHaveActed = e.HttpRequestError is not (HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError),
        },
        TimeoutException or IOException => new(ApiFailure.ConnectionLost, $"{request}: {exception.Message}", exception),
        OperationCanceledException { InnerException: TimeoutException e } => new(ApiFailure.ConnectionLost, $"{request}: {e.Message}", exception),
        JsonException => new(ApiFailure.BadResponse, $"{request}: the answer is not what was asked for: {exception.Message}", exception)
        {
            StatusCode = 200,
        },
        _ => null,
    };

    private static async ValueTask<T> ReadAsync<T>(
        ApiRequest request, ApiResponse response, Func<Stream, CancellationToken, ValueTask<T>> read, CancellationToken cancellationToken)
    {
        try
        {
            return await read(response.Body, cancellationToken);
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested && Translate(request, e) is { } failure)
        {
            throw failure;
        }
    }

    private async ValueTask<ApiResponse> SendAsync(
        ApiRequest request, string? bearer, TimeSpan idleTimeout, CancellationToken cancellationToken)
    {
        var limit = new IdleLimit(idleTimeout, clock, cancellationToken);
        HttpResponseMessage? answer = null;
        try
        {
            limit.Restart();
            using var message = request.ToMessage(options.Server, bearer);
            answer = await http.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, limit.Token);
            var response = new ApiResponse(answer, await answer.Content.ReadAsStreamAsync(limit.Token), limit);
            limit.Stop();
            if (!answer.IsSuccessStatusCode)
                throw await RefusalAsync(request, answer, response.Body, cancellationToken);
            return response;
        }
        catch (Exception e)
        {
            var expired = limit.Expired;
            answer?.Dispose();
            limit.Dispose();
            if (expired)
                throw new ApiFailure(ApiFailure.ConnectionLost, $"{request}: {limit.ToException().Message}", e);
            if (e is ApiFailure || cancellationToken.IsCancellationRequested || Translate(request, e) is not { } failure)
                throw;
            throw failure;
        }
    }

    private async ValueTask<ApiFailure> RefusalAsync(
        ApiRequest request, HttpResponseMessage answer, Stream body, CancellationToken cancellationToken)
    {
        var status = await StatusReader.ReadAsync(body, cancellationToken);
        var text = status.Message is { Length: > 0 } message ? message : answer.ReasonPhrase;
        return new ApiFailure(status.Reason ?? "", $"{request}: {(int)answer.StatusCode} {text}")
        {
            StatusCode = (int)answer.StatusCode,
            RetryAfter = RetryAfter(answer),
        };
    }

    private TimeSpan? RetryAfter(HttpResponseMessage answer)
    {
        var header = answer.Headers.RetryAfter;
        var wait = header?.Delta ?? (header?.Date - clock.GetUtcNow());
        return wait > LongestRetryAfter ? LongestRetryAfter : wait;
    }
}
