using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace CsiHost.Rpc.Wire;

/// <summary>What the HTTP/2 server allows.</summary>
internal static class WireLimits
{
    /// <summary>Kestrel's default is 100; more callers than that would wait inside the client, where no limit of ours can answer them.</summary>
    private const int StreamsPerConnection = 2048;

    /// <summary>
    /// The sidecars end their process when an idle connection is closed, so none ever is. A hundred years, since Kestrel adds its infinite value to
    /// a timestamp, which overflows, and then closes every idle connection within a second.
    /// </summary>
    private static readonly TimeSpan Lifetime = TimeSpan.FromDays(36_500);

    public static void Apply(KestrelServerLimits limits)
    {
        limits.KeepAliveTimeout = Lifetime;
        // A client that stops half-way holds one stream; its deadline or its connection ends it, not a guess about speed.
        limits.MinRequestBodyDataRate = null;
        limits.MinResponseDataRate = null;
        // RequestReader has the limit that a gRPC client understands.
        limits.MaxRequestBodySize = null;
        limits.Http2.MaxStreamsPerConnection = StreamsPerConnection;
        // AuthorityRewriter counts on no more dynamic entries than this gives.
        limits.Http2.HeaderTableSize = Http2.AuthorityRewriter.HeaderTableSize;
    }
}
