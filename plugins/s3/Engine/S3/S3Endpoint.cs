using CsiHost.S3Engine.Hosting;

namespace CsiHost.S3Engine.S3;

/// <summary>Where a bucket's requests go and how they are signed.</summary>
internal sealed record S3Endpoint(Uri Base, string BucketPath, string SigningName, string SigningRegion, BucketKind Kind)
{
    /// <summary>The host as it is signed and sent: with the port when it is not the scheme's.</summary>
    public string Host { get; } = Base.IsDefaultPort ? Base.Host : $"{Base.Host}:{Base.Port}";

    /// <summary>Directory buckets want a session of their own credentials.</summary>
    public bool UsesSessions => SigningName == "s3express";
}
