using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace CsiHost.StandIns.Aws;

/// <summary>Verifies, applies the faults, and hands a request to the service its signature names.</summary>
internal sealed class AwsRouter(AwsStandIn standIn)
{
    public async Task HandleAsync(HttpContext context)
    {
        var request = await AwsRequest.ReadAsync(context);
        var form = request.Headers.GetValueOrDefault("content-type", "").StartsWith("application/x-www-form-urlencoded", StringComparison.Ordinal)
            ? AwsRequest.ParseForm(Encoding.UTF8.GetString(request.Body))
            : new Dictionary<string, string>();
        var isAnonymous = form.GetValueOrDefault("Action") == "AssumeRoleWithWebIdentity";
        var signed = isAnonymous
            ? new SigV4Result { Service = "sts" }
            : SigV4Verifier.Verify(request, standIn.Identities, standIn.Region, standIn.Clock.GetUtcNow());
        var operation = form.GetValueOrDefault("Action") ?? EfsRoutes.OperationOf(signed.Service, request);
        standIn.Record(new AwsRequestRecord(signed.Service, operation, signed.AccessKeyId, Encoding.UTF8.GetString(request.Body), request.Query));
        if (signed.Code.Length > 0)
        {
            await WriteAsync(context, Refusal(signed.Service, 403, signed.Code, signed.Message));
            return;
        }
        var fault = standIn.Faults.Next(operation);
        if (fault is { Hangs: true })
            await standIn.Faults.HangAsync(operation);
        if (fault is { Cuts: true })
        {
            context.Abort();
            return;
        }
        var reply = fault is { Code.Length: > 0 }
            ? Refusal(signed.Service, fault.Status, fault.Code, fault.Message)
            : Answer(signed, operation, request, form);
        if (fault is { LosesAnswer: true })
            context.Abort();
        else
            await WriteAsync(context, reply);
    }

    private AwsReply Answer(SigV4Result signed, string operation, AwsRequest request, IReadOnlyDictionary<string, string> form) => signed.Service switch
    {
        "elasticfilesystem" => EfsRoutes.Answer(standIn.Efs, operation, request),
        "s3files" => S3FilesRoutes.Answer(standIn.S3Files, operation, request),
        "ec2" => QueryRoutes.Zones(standIn),
        "sts" => QueryRoutes.Assume(standIn, operation, form),
        _ => Refusal(signed.Service, 404, "UnknownOperationException", $"there is no service {signed.Service}"),
    };

    private static AwsReply Refusal(string service, int status, string code, string message) => service is "ec2" or "sts"
        ? QueryRoutes.Error(service, status, code, message)
        : new AwsReply(status, new JsonObject { ["ErrorCode"] = code, ["Message"] = message }.ToJsonString()) { ErrorType = code };

    private static async Task WriteAsync(HttpContext context, AwsReply reply)
    {
        context.Response.StatusCode = reply.Status;
        context.Response.Headers["x-amzn-RequestId"] = Guid.NewGuid().ToString();
        if (reply.ErrorType.Length > 0)
            context.Response.Headers["x-amzn-ErrorType"] = reply.ErrorType + ":http://internal.example/";
        if (reply.Body.Length == 0)
            return;
        context.Response.ContentType = reply.Body[0] == '<' ? "text/xml;charset=UTF-8" : "application/json";
        await context.Response.WriteAsync(reply.Body);
    }
}
