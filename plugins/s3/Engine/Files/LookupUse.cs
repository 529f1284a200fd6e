namespace CsiHost.S3Engine.Files;

/// <summary>How old an answer may be.</summary>
internal enum LookupUse
{
    /// <summary>LOOKUP: cached within the lifetime; what is asked now may serve the operation that follows.</summary>
    Lookup,

    /// <summary>Another operation: cached within the lifetime, or what a lookup found a moment ago, once.</summary>
    Operation,

    /// <summary>Ask the bucket in any case.</summary>
    Fresh,
}
