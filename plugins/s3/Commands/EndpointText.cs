namespace CsiHost.Plugins.S3.Commands;

/// <summary>The flag <c>--endpoint</c> as the charts write it.</summary>
internal static class EndpointText
{
    /// <summary>Reads the socket's path: <c>unix:/a/b.sock</c>, <c>unix:///a/b.sock</c>, and <c>unix://a/b.sock</c> for <c>/a/b.sock</c>.</summary>
    /// <returns>Null and the path, or what is wrong.</returns>
    public static string? TryParse(string text, out string path)
    {
        path = "";
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        var scheme = colon < 0 ? "" : text[..colon].ToLowerInvariant();
        if (scheme == "tcp")
            return "unsupported protocol: tcp: kubelet and the sidecars connect to a unix socket, and only that is served";
        if (scheme != "unix")
            return $"unsupported protocol: {(scheme.Length > 0 ? scheme : text)}";
        var rest = text[(colon + 1)..].TrimStart('/');
        if (rest.Length == 0)
            return $"endpoint {text} names no socket";
        path = "/" + rest;
        return null;
    }
}
