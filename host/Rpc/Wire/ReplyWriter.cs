using System.Globalization;
using CsiHost.Pipeline;
using Google.Protobuf;

namespace CsiHost.Rpc.Wire;

/// <summary>Writes the answer of a call: a message and an OK trailer, or a status alone. Status details are never sent.</summary>
internal static class ReplyWriter
{
    private const string StatusHeader = "grpc-status";

    public static void Write(WireContext context, IMessage reply)
    {
        var size = reply.CalculateSize();
        context.Response.Headers.ContentType = GrpcContentType.Value;
        var span = context.ResponseBody.GetSpan(MessagePrefix.Size + size);
        MessagePrefix.Write(span, size);
        reply.WriteTo(span.Slice(MessagePrefix.Size, size));
        context.ResponseBody.Advance(MessagePrefix.Size + size);
        context.SetTrailer(StatusHeader, "0");
    }

    /// <summary>A status without a body goes out as one frame, headers and trailers in one.</summary>
    public static void Fail(WireContext context, StatusCode code, string message)
    {
        var headers = context.Response.Headers;
        headers.ContentType = GrpcContentType.Value;
        headers.GrpcStatus = ((int)code).ToString(CultureInfo.InvariantCulture);
        headers.GrpcMessage = GrpcMessageText.Encode(message.Length > 0 ? message : code.ToString());
        if (!MessageCompression.IsKnown(context.RequestEncoding))
            headers.GrpcAcceptEncoding = MessageCompression.Accepted;
    }
}
