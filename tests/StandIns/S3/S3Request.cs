namespace CsiHost.StandIns.S3;

/// <summary>A request that came, for tests to count and look into. The operation is what the API calls it.</summary>
public sealed record S3Request(string Operation, string? Key, IReadOnlyDictionary<string, string> Query, IReadOnlyDictionary<string, string> Headers);
