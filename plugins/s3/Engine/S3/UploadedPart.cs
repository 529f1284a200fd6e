namespace CsiHost.S3Engine.S3;

internal readonly record struct UploadedPart(string ETag, string? Checksum);
