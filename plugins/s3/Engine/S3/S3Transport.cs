using System.Net;
using CsiHost.S3Engine.Credentials;
using CsiHost.S3Engine.Logging;

namespace CsiHost.S3Engine.S3;

/// <summary>Signs, sends and repeats requests of one bucket.</summary>
internal sealed class S3Transport(S3Endpoint endpoint, HttpMessageInvoker http, ICredentialSource? credentials, RetryPolicy retries,
    IReadOnlyList<KeyValuePair<string, string>> always, string userAgent, TimeProvider time, EngineLog log)
{
    private readonly SigV4 _signer = new(endpoint.SigningName, endpoint.SigningRegion, time);

    public S3Endpoint Endpoint => endpoint;
    public RetryPolicy Retries => retries;
    public TimeProvider Time => time;
    public S3Counters Counters { get; } = new();

    /// <summary>Where a directory bucket's session comes from; null otherwise.</summary>
    public ICredentialSource? Sessions { get; set; }

    /// <summary>Sends until the service answers well or refuses for good. The answer's body has not been read; the caller disposes of it.</summary>
    public async Task<HttpResponseMessage> SendAsync(S3Call call, CancellationToken cancellation)
    {
        for (var attempt = 1; ; attempt++)
        {
            var last = !call.Retried || attempt >= retries.Attempts;
            S3Exception failure;
            try
            {
                var response = await SendOnceAsync(call, cancellation);
                if (response.IsSuccessStatusCode)
                    return response;
                failure = await S3Errors.ReadAsync(call.Operation, response, cancellation);
                response.Dispose();
                if (S3Errors.IsExpired(failure))
                    Refresh();
                else if (last || !RetryPolicy.IsTransient(failure.Status, failure.Code))
                    throw failure;
            }
            catch (Exception exception) when (exception is not S3Exception && RetryPolicy.IsTransient(exception) && !cancellation.IsCancellationRequested)
            {
                failure = new S3Exception(call.Operation, 0, "", $"no answer from {endpoint.Host}: {Reason(exception)}", exception);
            }
            Counters.Failed();
            if (last)
                throw failure;
            log.Debug("s3", $"try {attempt} of {retries.Attempts}: {failure.Message}");
            await retries.DelayAsync(attempt, cancellation);
        }
    }

    private void Refresh()
    {
        credentials?.Invalidate();
        Sessions?.Invalidate();
    }

    private static string Reason(Exception exception) => exception is OperationCanceledException ? "time ran out" : exception.GetBaseException().Message;

    private async Task<HttpResponseMessage> SendOnceAsync(S3Call call, CancellationToken cancellation)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(call.Patience);
        using var request = await BuildAsync(call, patience.Token);
        Counters.Sent();
        log.Trace("s3", call.Operation, call.Key);
        return await http.SendAsync(request, patience.Token);
    }

    private async ValueTask<HttpRequestMessage> BuildAsync(S3Call call, CancellationToken cancellation)
    {
        var path = call.Key is null
            ? endpoint.BucketPath + (endpoint.BucketPath.Length == 0 ? "/" : "")
            : $"{endpoint.BucketPath}/{UriText.EncodeKey(call.Key)}";
        var query = call.EncodedQuery();
        var target = $"{endpoint.Base.Scheme}://{endpoint.Host}{path}{(query.Length > 0 ? "?" : "")}{query}";
        var request = new HttpRequestMessage(call.Method, new Uri(target, new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true }))
        {
            Content = call.Content?.Invoke(),
            Version = HttpVersion.Version11,
        };
        var signed = new SortedList<string, string>(StringComparer.Ordinal) { ["host"] = endpoint.Host };
        foreach (var (name, value) in always)
            signed[name] = value;
        foreach (var (name, value) in call.Headers)
            signed[name] = value;
        await SignAsync(call, path, query, signed, cancellation);
        foreach (var (name, value) in signed)
        {
            if (name != "host" && !request.Headers.TryAddWithoutValidation(name, value))
                request.Content?.Headers.TryAddWithoutValidation(name, value);
        }
        foreach (var (name, value) in call.Unsigned)
            request.Headers.TryAddWithoutValidation(name, value);
        request.Headers.TryAddWithoutValidation("user-agent", userAgent);
        return request;
    }

    private async ValueTask SignAsync(S3Call call, string path, string query, SortedList<string, string> signed, CancellationToken cancellation)
    {
        signed["x-amz-content-sha256"] = call.PayloadHash;
        if (Sessions is not null && !call.Query.ContainsKey("session"))
            _signer.Sign(await Sessions.GetAsync(cancellation), call.Method.Method, path, query, call.PayloadHash, signed, "x-amz-s3session-token");
        else if (credentials is not null)
            _signer.Sign(await credentials.GetAsync(cancellation), call.Method.Method, path, query, call.PayloadHash, signed);
    }
}
