namespace CsiHost.StandIns.Aws;

/// <summary>A request that <see cref="EcsStandIn"/> got.</summary>
public sealed record EcsRequestRecord(string Method, string Path, string Query, IReadOnlyDictionary<string, string> Form);
