namespace CsiHost.StandIns.Aws;

/// <summary>An answer before it is written.</summary>
internal sealed record AwsReply(int Status, string Body)
{
    public string ErrorType { get; init; } = "";
}
