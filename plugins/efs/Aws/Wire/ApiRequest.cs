namespace CsiHost.Plugins.Efs.Aws.Wire;

/// <summary>One request in the form of the wire.</summary>
internal sealed record ApiRequest
{
    /// <summary>The operation's name, for metrics and messages.</summary>
    public required string Operation { get; init; }

    public string Method { get; init; } = "GET";

    /// <summary>The path; <c>{id}</c> stands for <see cref="PathValue"/>.</summary>
    public string Path { get; init; } = "/";

    public string PathValue { get; init; } = "";

    public IReadOnlyDictionary<string, string> Query { get; init; } = new Dictionary<string, string>();

    public byte[]? Body { get; init; }

    public string ContentType { get; init; } = "application/json";
}
