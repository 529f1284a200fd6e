namespace CsiHost.StandIns.S3;

public sealed record S3StandInOptions
{
    public string Bucket { get; init; } = "bucket";

    /// <summary>A directory bucket: lists in no order, appends and renames.</summary>
    public bool IsDirectoryBucket { get; init; }

    /// <summary>The encryption that the service claims to have used, whatever was asked.</summary>
    public string? ClaimedEncryption { get; init; }

    /// <summary>A status other than 0 refuses the request with this code.</summary>
    public Func<S3Request, (int Status, string Code)>? Refuse { get; set; }
}
