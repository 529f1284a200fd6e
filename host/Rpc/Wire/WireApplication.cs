using CsiHost.Pipeline;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Abstractions;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;

namespace CsiHost.Rpc.Wire;

/// <summary>Turns HTTP/2 streams into unary calls. It sits directly on the server: no middleware, no container, no routing.</summary>
internal sealed partial class WireApplication(TimeProvider time, ILogger logger) : IHttpApplication<WireContext>
{
    public WireContext CreateContext(IFeatureCollection contextFeatures)
    {
        var container = contextFeatures as IHostContextContainer<WireContext>;
        var context = container?.HostContext ?? new WireContext(contextFeatures.GetRequiredFeature<WireConnection>());
        if (container is not null)
            container.HostContext = context;
        context.Attach(contextFeatures);
        context.Connection.Enter();
        return context;
    }

    /// <summary>Called when the answer has been written.</summary>
    public void DisposeContext(WireContext context, Exception? exception) => context.Connection.Leave();

    public Task ProcessRequestAsync(WireContext context)
    {
        var request = context.Request;
        if (!GrpcContentType.IsGrpc(request.Headers.ContentType))
            return Refuse(context, StatusCodes.Status415UnsupportedMediaType);
        if (request.Method != HttpMethods.Post)
            return Refuse(context, StatusCodes.Status405MethodNotAllowed);

        var method = context.Endpoint.Services.Find(request.RawTarget);
        if (method is null)
        {
            ReplyWriter.Fail(context, StatusCode.Unimplemented, $"method {request.RawTarget} is not offered here");
            return Task.CompletedTask;
        }
        return RunAsync(context, method);
    }

    private static Task Refuse(WireContext context, int httpStatus)
    {
        context.Response.StatusCode = httpStatus;
        if (httpStatus == StatusCodes.Status405MethodNotAllowed)
            context.Response.Headers.Allow = HttpMethods.Post;
        return Task.CompletedTask;
    }

    private async Task RunAsync(WireContext context, UnaryMethod method)
    {
        CallDeadline? deadline = null;
        try
        {
            deadline = CallDeadline.Start(context.Request.Headers["grpc-timeout"], time, context.Aborted);
            var request = await RequestReader.ReadAsync(context.RequestBody, method, context.RequestEncoding, deadline.Token).ConfigureAwait(false);
            var call = new WireCall { Method = method.Path, Tag = context.Endpoint.Tag, Deadline = deadline.At };
            var reply = await method.HandleAsync(request, call, deadline.Token).ConfigureAwait(false);
            ReplyWriter.Write(context, reply);
        }
        catch (Exception e)
        {
            Fail(context, method, e, deadline?.HasPassed ?? false);
        }
        finally
        {
            deadline?.Dispose();
        }
    }

    private void Fail(WireContext context, UnaryMethod method, Exception exception, bool deadlinePassed)
    {
        if (context.Aborted.IsCancellationRequested)
        {
            LogAbandoned(logger, context.Endpoint.Tag, method.Path);
            return;
        }
        switch (exception)
        {
            case CallStatusException status:
                ReplyWriter.Fail(context, status.Code, status.Message);
                break;
            case OperationCanceledException when deadlinePassed:
                ReplyWriter.Fail(context, StatusCode.DeadlineExceeded, "the deadline of the call has passed");
                break;
            case OperationCanceledException:
                ReplyWriter.Fail(context, StatusCode.Cancelled, "the call was cancelled");
                break;
            default:
                LogFailed(logger, exception, context.Endpoint.Tag, method.Path);
                ReplyWriter.Fail(context, StatusCode.Internal, "internal error; the log of the driver says more");
                break;
        }
    }
}
