namespace CsiHost.S3Engine.S3;

/// <summary>One request, so that it can be made again: everything but date and signature.</summary>
internal sealed class S3Call(string operation, HttpMethod method, string? key = null)
{
    public string Operation => operation;
    public HttpMethod Method => method;

    /// <summary>Null: the bucket itself.</summary>
    public string? Key => key;

    /// <summary>Sub-resource and parameters; sorted, because the signature wants them so.</summary>
    public SortedList<string, string> Query { get; } = new(StringComparer.Ordinal);

    /// <summary>Signed headers, in lower case.</summary>
    public List<KeyValuePair<string, string>> Headers { get; } = [];

    /// <summary>Headers that the signature need not cover.</summary>
    public List<KeyValuePair<string, string>> Unsigned { get; } = [];

    /// <summary>Makes the body anew for each try.</summary>
    public Func<HttpContent>? Content { get; init; }

    /// <summary>The body's SHA-256 in hexadecimal, or <see cref="SigV4.UnsignedPayload"/>.</summary>
    public string PayloadHash { get; init; } = SigV4.EmptyPayload;

    /// <summary>How long the service may take to answer once.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>False: one try, for what is only a courtesy.</summary>
    public bool Retried { get; init; } = true;

    public string EncodedQuery() => Query.Count == 0 ? "" : string.Join('&', Query.Select(pair => $"{UriText.Encode(pair.Key)}={UriText.Encode(pair.Value)}"));
}
