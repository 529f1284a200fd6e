namespace CsiHost.Rpc;

/// <summary>
/// Where a CSI socket is. Clients and operators spell it <c>unix:///abs</c>, <c>unix:/abs</c>, <c>unix://abs</c>, <c>unix:rel</c> or as a bare path;
/// the scheme is compared without case.
/// </summary>
internal readonly record struct CsiEndpoint
{
    /// <summary>sun_path holds 108 bytes, the last of which is the terminating zero.</summary>
    public const int MaxPathBytes = 107;

    private const string Scheme = "unix:";

    private CsiEndpoint(string path) => Path = path;

    /// <summary>The absolute path of the socket file.</summary>
    public string Path { get; }

    public static CsiEndpoint Parse(string text) =>
        TryParse(text, out var endpoint, out var error) ? endpoint : throw new FormatException(error);

    public static bool TryParse(string? text, out CsiEndpoint endpoint, out string error)
    {
        endpoint = default;
        error = Check(text, out var path);
        if (error.Length > 0)
            return false;

        endpoint = new CsiEndpoint(System.IO.Path.GetFullPath(path));
        error = CheckLength(endpoint.Path);
        return error.Length == 0;
    }

    public override string ToString() => Scheme + "//" + Path;

    private static string Check(string? text, out string path)
    {
        path = text ?? "";
        if (path.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase))
            path = WithoutSlashes(path[Scheme.Length..]);
        else if (path.Contains("://", StringComparison.Ordinal))
            return $"endpoint '{text}': only unix sockets are served, as in unix:///csi/csi.sock";

        if (path.Length == 0 || path.EndsWith('/'))
            return $"endpoint '{text}' names no socket file";
        return path.Contains('\0', StringComparison.Ordinal) ? "endpoint: a path cannot hold a zero byte" : "";
    }

    // A URL reader takes x of unix://x/y for a host. The drivers we replace join it with the rest below the root: their default is
    // unix://tmp/csi.sock for /tmp/csi.sock.
    private static string WithoutSlashes(string rest) => rest.StartsWith("//", StringComparison.Ordinal) ? "/" + rest[2..] : rest;

    private static string CheckLength(string path)
    {
        var bytes = System.Text.Encoding.UTF8.GetByteCount(path);
        return bytes <= MaxPathBytes
            ? ""
            : $"socket path '{path}' is {bytes} bytes long; the kernel takes at most {MaxPathBytes}";
    }
}
