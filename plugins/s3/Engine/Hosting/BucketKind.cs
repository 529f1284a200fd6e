namespace CsiHost.S3Engine.Hosting;

/// <summary>What the service can do for this bucket.</summary>
internal enum BucketKind
{
    GeneralPurpose,
    Directory,
    Outposts,
}
