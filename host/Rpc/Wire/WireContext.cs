using System.IO.Pipelines;
using Microsoft.AspNetCore.Http.Features;

namespace CsiHost.Rpc.Wire;

/// <summary>One HTTP/2 stream as the server sees it. Kestrel reuses streams, and this object goes along.</summary>
internal sealed class WireContext(WireConnection connection)
{
    private IFeatureCollection? _features;

    public WireConnection Connection { get; } = connection;

    public WireEndpoint Endpoint => Connection.Endpoint;

    public IHttpRequestFeature Request => Get<IHttpRequestFeature>();

    public IHttpResponseFeature Response => Get<IHttpResponseFeature>();

    public PipeReader RequestBody => Get<IRequestBodyPipeFeature>().Reader;

    public PipeWriter ResponseBody => Get<IHttpResponseBodyFeature>().Writer;

    public CancellationToken Aborted => Get<IHttpRequestLifetimeFeature>().RequestAborted;

    public string? RequestEncoding => Request.Headers.GrpcEncoding;

    public void SetTrailer(string name, string value) => Get<IHttpResponseTrailersFeature>().Trailers[name] = value;

    public void Attach(IFeatureCollection features) => _features = features;

    private T Get<T>()
        where T : notnull => _features!.GetRequiredFeature<T>();
}
