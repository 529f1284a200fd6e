using CsiHost.S3Engine.Hosting;
using CsiHost.S3Engine.S3;

namespace CsiHost.S3Engine.Writing;

/// <summary>The headers that make a new object what the options say.</summary>
internal sealed class UploadHeaders(EngineOptions options, BucketKind kind)
{
    public UploadChecksum Checksum { get; } = options.UploadChecksum ?? (kind == BucketKind.Outposts ? UploadChecksum.Off : UploadChecksum.Crc32C);

    private string? AlgorithmName => Checksum switch { UploadChecksum.Crc32C => "crc32c", UploadChecksum.Crc64Nvme => "crc64nvme", _ => null };

    /// <summary>The element of a part in CompleteMultipartUpload; null when nothing is sent.</summary>
    public string? Element => Checksum switch { UploadChecksum.Crc32C => "ChecksumCRC32C", UploadChecksum.Crc64Nvme => "ChecksumCRC64NVME", _ => null };

    /// <summary>Of a new object; an append has no storage class of its own.</summary>
    public List<KeyValuePair<string, string>> ForObject(string key, bool withStorageClass = true)
    {
        var headers = new List<KeyValuePair<string, string>>
        {
            new("content-type", options.InferContentType ? ContentTypes.For(key) : ContentTypes.Unknown),
        };
        if (options.StorageClass is { } storage && withStorageClass)
            headers.Add(new("x-amz-storage-class", storage));
        if (options.Sse is { } sse)
            headers.Add(new("x-amz-server-side-encryption", sse));
        if (options.SseKey is { } id)
            headers.Add(new("x-amz-server-side-encryption-aws-kms-key-id", id));
        return headers;
    }

    public List<KeyValuePair<string, string>> ForUpload(string key)
    {
        var headers = ForObject(key);
        if (AlgorithmName is { } name)
            headers.Add(new("x-amz-checksum-algorithm", name.ToUpperInvariant()));
        if (Checksum == UploadChecksum.Crc64Nvme)
            headers.Add(new("x-amz-checksum-type", "FULL_OBJECT"));
        return headers;
    }

    /// <summary>Of a body, whole or part.</summary>
    public IEnumerable<KeyValuePair<string, string>> ForBody(string? checksum) =>
        checksum is null || AlgorithmName is not { } name ? [] : [new($"x-amz-checksum-{name}", checksum)];

    /// <summary>Of the completion: only a full-object checksum is stated there.</summary>
    public IEnumerable<KeyValuePair<string, string>> ForCompletion(string? whole) =>
        Checksum != UploadChecksum.Crc64Nvme || whole is null ? [] : [new("x-amz-checksum-crc64nvme", whole), new("x-amz-checksum-type", "FULL_OBJECT")];

    /// <summary>Null, or how the service encrypts otherwise than it was asked to.</summary>
    public string? Difference(HttpResponseMessage answer)
    {
        if (options.Sse is { } sse && S3Errors.Header(answer, "x-amz-server-side-encryption") is var used && used != sse)
            return $"the service encrypts with '{used}', not with '{sse}' as --sse says";
        return options.SseKey is { } key && S3Errors.Header(answer, "x-amz-server-side-encryption-aws-kms-key-id") is var id && id != key
            ? $"the service encrypts under key '{id}', not under '{key}' as --sse-kms-key-id says"
            : null;
    }
}
