using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using CsiHost.Pipeline;
using CsiHost.Rpc.Wire;

namespace CsiHost.Rpc.Client;

/// <summary>How a call ended, from the headers of its reply or its trailers.</summary>
internal static class GrpcStatusReader
{
    /// <summary>Null when these headers hold no status.</summary>
    public static StatusCode? Code(HttpHeaders headers)
    {
        if (Value(headers, "grpc-status") is not { } text)
            return null;
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var code) && Enum.IsDefined((StatusCode)code)
            ? (StatusCode)code
            : StatusCode.Unknown;
    }

    public static CallStatusException Failure(StatusCode code, HttpHeaders headers)
    {
        var message = GrpcMessageText.Decode(Value(headers, "grpc-message") ?? "");
        return new CallStatusException(code, message.Length > 0 ? message : $"the server answered {code} without a message");
    }

    /// <summary>What a reply means that is not gRPC at all.</summary>
    public static CallStatusException NotGrpc(HttpStatusCode status)
    {
        var code = status switch
        {
            HttpStatusCode.BadRequest or HttpStatusCode.RequestHeaderFieldsTooLarge => StatusCode.Internal,
            HttpStatusCode.Unauthorized => StatusCode.Unauthenticated,
            HttpStatusCode.Forbidden => StatusCode.PermissionDenied,
            HttpStatusCode.NotFound => StatusCode.Unimplemented,
            HttpStatusCode.TooManyRequests or HttpStatusCode.BadGateway or HttpStatusCode.ServiceUnavailable or HttpStatusCode.GatewayTimeout =>
                StatusCode.Unavailable,
            _ => StatusCode.Unknown,
        };
        return new CallStatusException(code, $"the server answered HTTP {(int)status} without a gRPC status");
    }

    private static string? Value(HttpHeaders headers, string name) =>
        headers.NonValidated.TryGetValues(name, out var values) ? values.ToString() : null;
}
