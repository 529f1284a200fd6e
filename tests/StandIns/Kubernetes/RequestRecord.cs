namespace CsiHost.StandIns.Kubernetes;

/// <summary>A request as it came in, and the status it got.</summary>
public sealed record RequestRecord
{
    /// <summary>The verb of access rules: get, list, watch, create, update, patch or delete.</summary>
    public required string Verb { get; init; }

    public required ResourceAddress Resource { get; init; }

    public string? Name { get; init; }

    public required IReadOnlyDictionary<string, string> Query { get; init; }

    public string Body { get; init; } = "";

    public string ContentType { get; init; } = "";

    public string Token { get; init; } = "";

    /// <summary>HTTP/1.1 or HTTP/2.</summary>
    public string Protocol { get; init; } = "";

    /// <summary>0 while it runs and when the connection was cut.</summary>
    public int StatusCode { get; internal set; }

    public override string ToString() => $"{Verb} {Resource.Plural}/{Name}";
}
