using System.Net;
using System.Net.Sockets;
using CsiHost.Pipeline;
using CsiHost.Rpc.Wire;
using Google.Protobuf;

namespace CsiHost.Rpc.Client;

/// <summary>
/// A client of one gRPC socket. It connects on the first call, shares the connection among all, and connects anew when it is lost.
/// Calls fail with <see cref="CallStatusException"/>.
/// </summary>
internal sealed class CsiChannel : IDisposable
{
    // The sidecars' limit is the same, in both directions.
    private const int MaxReplyBytes = 4 * 1024 * 1024;

    private readonly CsiEndpoint _endpoint;
    private readonly TimeProvider _time;
    private readonly HttpMessageInvoker _http;

    public CsiChannel(CsiEndpoint endpoint, TimeProvider time)
    {
        _endpoint = endpoint;
        _time = time;
        var handler = new SocketsHttpHandler
        {
            ConnectCallback = ConnectAsync,
            PooledConnectionIdleTimeout = Timeout.InfiniteTimeSpan,
            UseProxy = false,
            UseCookies = false,
            AllowAutoRedirect = false,
            AutomaticDecompression = DecompressionMethods.None,
            ActivityHeadersPropagator = null,
        };
        _http = new HttpMessageInvoker(handler, disposeHandler: true);
    }

    /// <summary>A call without a deadline waits as long as the token lets it.</summary>
    public async ValueTask<TResponse> CallAsync<TRequest, TResponse>(
        UnaryMethodDescriptor<TRequest, TResponse> method, TRequest request, TimeSpan? timeout, CancellationToken cancellationToken)
        where TRequest : class, IMessage<TRequest>
        where TResponse : class, IMessage<TResponse>
    {
        using var limit = timeout is { } time ? new CancellationTokenSource(time, _time) : null;
        using var linked = limit is null ? null : CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            return await SendAsync(method, request, timeout, linked?.Token ?? cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException e) when (!cancellationToken.IsCancellationRequested)
        {
            throw new CallStatusException(StatusCode.DeadlineExceeded, $"no answer to {method.Path} in time", e);
        }
        catch (OperationCanceledException e)
        {
            throw new CallStatusException(StatusCode.Cancelled, $"{method.Path} was cancelled", e);
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            throw new CallStatusException(StatusCode.Unavailable, $"{_endpoint}: {e.Message}", e);
        }
    }

    public void Dispose() => _http.Dispose();

    // A server that restarts ends its connections, and a call may be on its way on one of them. It is sent once more, on a new connection: the
    // specification makes every RPC repeatable.
    private async ValueTask<TResponse> SendAsync<TRequest, TResponse>(
        UnaryMethodDescriptor<TRequest, TResponse> method, TRequest request, TimeSpan? timeout, CancellationToken cancellationToken)
        where TRequest : class, IMessage<TRequest>
        where TResponse : class, IMessage<TResponse>
    {
        try
        {
            return await SendOnceAsync(method, request, timeout, cancellationToken).ConfigureAwait(false);
        }
        catch (HttpRequestException e) when (e.HttpRequestError == HttpRequestError.ResponseEnded || e.InnerException is IOException { InnerException: SocketException })
        {
            return await SendOnceAsync(method, request, timeout, cancellationToken).ConfigureAwait(false);
        }
    }

    private async ValueTask<TResponse> SendOnceAsync<TRequest, TResponse>(
        UnaryMethodDescriptor<TRequest, TResponse> method, TRequest request, TimeSpan? timeout, CancellationToken cancellationToken)
        where TRequest : class, IMessage<TRequest>
        where TResponse : class, IMessage<TResponse>
    {
        using var message = Request(method.Path, request, timeout);
        using var reply = await _http.SendAsync(message, cancellationToken).ConfigureAwait(false);
        return await ReadAsync(reply, method.ResponseParser, cancellationToken).ConfigureAwait(false);
    }

    private static async ValueTask<TResponse> ReadAsync<TResponse>(
        HttpResponseMessage reply, MessageParser<TResponse> parser, CancellationToken cancellationToken)
        where TResponse : class, IMessage<TResponse>
    {
        if (GrpcStatusReader.Code(reply.Headers) is { } early && early != StatusCode.Ok)
            throw GrpcStatusReader.Failure(early, reply.Headers);
        if (reply.StatusCode != HttpStatusCode.OK)
            throw GrpcStatusReader.NotGrpc(reply.StatusCode);

        // The status comes after the message, and a failed call may end without one, so the bytes are judged last.
        var stream = await reply.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        var body = await GrpcReply.ReadAsync(stream, MaxReplyBytes, cancellationToken).ConfigureAwait(false);
        using (body)
        {
            var status = GrpcStatusReader.Code(reply.TrailingHeaders) ?? throw GrpcStatusReader.NotGrpc(reply.StatusCode);
            if (status != StatusCode.Ok)
                throw GrpcStatusReader.Failure(status, reply.TrailingHeaders);
            return body.Parse(parser);
        }
    }

    private static HttpRequestMessage Request(string path, IMessage request, TimeSpan? timeout)
    {
        var message = new HttpRequestMessage(HttpMethod.Post, new Uri("http://localhost" + path))
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = new GrpcRequestContent(request),
        };
        message.Headers.TryAddWithoutValidation("TE", "trailers");
        if (timeout is { } time)
            message.Headers.TryAddWithoutValidation("grpc-timeout", GrpcTimeout.Format(time));
        return message;
    }

    private async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(_endpoint.Path), cancellationToken).ConfigureAwait(false);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
