namespace CsiHost.Rpc.Wire;

/// <summary>Which content types mean gRPC with protobuf messages.</summary>
internal static class GrpcContentType
{
    public const string Value = "application/grpc";

    private const string Proto = "+proto";

    public static bool IsGrpc(string? contentType)
    {
        // Clients send one constant, so this is nearly always the whole answer.
        if (contentType is null or Value)
            return contentType is not null;
        if (!contentType.StartsWith(Value, StringComparison.OrdinalIgnoreCase))
            return false;

        var rest = contentType.AsSpan(Value.Length);
        if (rest.StartsWith(Proto, StringComparison.OrdinalIgnoreCase))
            rest = rest[Proto.Length..];
        rest = rest.TrimStart(' ');
        return rest.IsEmpty || rest[0] == ';';
    }
}
