namespace CsiHost.StandIns.Aws;

/// <summary>One request that came in.</summary>
public sealed record AwsRequestRecord(string Service, string Operation, string AccessKeyId, string Body, IReadOnlyDictionary<string, string> Query);
