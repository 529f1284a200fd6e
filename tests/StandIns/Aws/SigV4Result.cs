namespace CsiHost.StandIns.Aws;

/// <summary>Who signed a request, or why it is refused.</summary>
internal sealed record SigV4Result
{
    public string AccessKeyId { get; init; } = "";

    public AwsIdentity? Identity { get; init; }

    public string Service { get; init; } = "";

    /// <summary>Empty when the signature is good.</summary>
    public string Code { get; init; } = "";

    public string Message { get; init; } = "";

    public static SigV4Result Refuse(string code, string message) => new() { Code = code, Message = message };
}
