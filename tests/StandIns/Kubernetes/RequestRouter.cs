using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace CsiHost.StandIns.Kubernetes;

/// <summary>Takes a request through record, fault, token and rules to its handler.</summary>
internal sealed class RequestRouter(KubernetesStandIn standIn, CancellationToken stopping)
{
    private readonly WriteHandler _writes = new(standIn.Store);
    private readonly ListHandler _lists = new(standIn.Store);
    private readonly WatchHandler _watches = new(standIn);

    public async Task HandleAsync(HttpContext context)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, stopping);
        try
        {
            if (standIn.Documents.TryGetValue(context.Request.Path.Value ?? "", out var document))
            {
                await WriteAsync(context, 200, document, ended.Token);
                return;
            }

            if (await ReadAsync(context) is not { } request)
            {
                context.Response.StatusCode = 404;
                await context.Response.WriteAsync("404 page not found\n", ended.Token);
                return;
            }

            standIn.Record(request);
            await HandleAsync(context, request, standIn.Faults.Take(request), ended.Token);
        }
        catch (Exception e) when (e is OperationCanceledException or IOException)
        {
            context.Abort();
        }
    }

    private static async Task<RequestRecord?> ReadAsync(HttpContext context)
    {
        var request = context.Request;
        if (RequestTarget.Parse(request.Path.Value ?? "") is not { } target)
            return null;
        using var body = new StreamReader(request.Body, Encoding.UTF8);
        var query = request.Query.ToDictionary(pair => pair.Key, pair => pair.Value.ToString());
        return new RequestRecord
        {
            Verb = Verb(request.Method, target.Name, query),
            Resource = target.Resource,
            Name = target.Name,
            Query = query,
            Body = await body.ReadToEndAsync(context.RequestAborted),
            ContentType = request.ContentType ?? "",
            Token = request.Headers.Authorization.ToString().Replace("Bearer ", "", StringComparison.Ordinal),
            Protocol = request.Protocol,
        };
    }

    private static string Verb(string method, string? name, Dictionary<string, string> query) => method switch
    {
        "GET" when name is not null => "get",
        "GET" when query.GetValueOrDefault("watch") is "true" or "1" => "watch",
        "GET" => "list",
        "POST" => "create",
        "PUT" => "update",
        "PATCH" => "patch",
        "DELETE" => "delete",
        _ => method,
    };

    private async Task HandleAsync(HttpContext context, RequestRecord request, Fault? fault, CancellationToken cancellationToken)
    {
        try
        {
            if (fault is not null && await StrikeAsync(context, fault, cancellationToken))
                return;
            Admit(request);
            await AnswerAsync(context, request, fault, cancellationToken);
        }
        catch (ApiErrorException error)
        {
            request.StatusCode = error.Code;
            await WriteAsync(context, error.Code, error.ToStatus(), cancellationToken);
        }
    }

    /// <summary>Lets a fault act before the request does; true when nothing is left to do.</summary>
    private static async Task<bool> StrikeAsync(HttpContext context, Fault fault, CancellationToken cancellationToken)
    {
        switch (fault.Kind)
        {
            case FaultKind.Drop:
                context.Abort();
                return true;
            case FaultKind.Hang:
                await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken);
                return true;
            case FaultKind.Status:
                if (fault.RetryAfter is { } wait)
                    context.Response.Headers.RetryAfter = wait;
                if (fault.Body.Length == 0)
                    throw new ApiErrorException(fault.Code, "Injected", $"injected status {fault.Code}");
                context.Response.StatusCode = fault.Code;
                await context.Response.WriteAsync(fault.Body, cancellationToken);
                return true;
            case FaultKind.Text:
                await context.Response.WriteAsync(fault.Body, cancellationToken);
                return true;
            case FaultKind.Cut or FaultKind.Stall:
                context.Response.Body = new FaultyBody(context.Response.Body, context, fault);
                return false;
            default:
                return false;
        }
    }

    private void Admit(RequestRecord request)
    {
        if (standIn.Tokens.Count > 0 && !standIn.Tokens.Contains(request.Token))
            throw new ApiErrorException(401, "Unauthorized", "Unauthorized");
        if (standIn.Rules is not { } rules || rules.Any(rule => rule.Allows(request)))
            return;
        standIn.RecordViolation(request);
        throw new ApiErrorException(
            403, "Forbidden", $"{request.Resource.Plural} \"{request.Name}\" is forbidden: the user cannot {request.Verb} it");
    }

    private async Task AnswerAsync(HttpContext context, RequestRecord request, Fault? fault, CancellationToken cancellationToken)
    {
        if (request.Verb == "watch")
        {
            await _watches.RunAsync(context, request, fault, cancellationToken);
            return;
        }

        var (code, value) = request.Verb == "list" ? (200, _lists.List(request)) : _writes.Handle(request);
        if (fault?.Kind == FaultKind.DropAnswer)
        {
            context.Abort();
            return;
        }

        request.StatusCode = code;
        await WriteAsync(context, code, value, cancellationToken);
    }

    private static async Task WriteAsync(HttpContext context, int code, JsonObject value, CancellationToken cancellationToken)
    {
        context.Response.StatusCode = code;
        context.Response.ContentType = "application/json";
        await context.Response.Body.WriteAsync(JsonSerializer.SerializeToUtf8Bytes(value), cancellationToken);
    }
}
