using System.Globalization;
using System.Security.Cryptography;

namespace CsiHost.S3Engine.S3;

/// <summary>The operations on one bucket that a file system needs. Keys are whole: the mount's prefix is in them.</summary>
internal sealed class S3Client(S3Transport transport)
{
    public S3Transport Transport => transport;

    public async Task<ListPage> ListAsync(string prefix, string delimiter, int maxKeys, string? token, CancellationToken cancellation)
    {
        var call = new S3Call("ListObjectsV2", HttpMethod.Get);
        call.Query["list-type"] = "2";
        call.Query["prefix"] = prefix;
        call.Query["delimiter"] = delimiter;
        call.Query["max-keys"] = maxKeys.ToString(CultureInfo.InvariantCulture);
        call.Query["encoding-type"] = "url";
        if (token is not null)
            call.Query["continuation-token"] = token;
        if (maxKeys > 1)
            call.Headers.Add(new("x-amz-optional-object-attributes", "RestoreStatus"));
        using var response = await transport.SendAsync(call, cancellation);
        await using var body = await response.Content.ReadAsStreamAsync(cancellation);
        using var whole = new MemoryStream();
        await body.CopyToAsync(whole, cancellation);
        whole.Position = 0;
        return S3Xml.ReadList(whole);
    }

    /// <summary>Null: there is no such object.</summary>
    public async Task<ObjectInfo?> HeadAsync(string key, CancellationToken cancellation)
    {
        try
        {
            using var response = await transport.SendAsync(new S3Call("HeadObject", HttpMethod.Head, key), cancellation);
            return S3Headers.Info(response);
        }
        catch (S3Exception exception) when (exception.Status == System.Net.HttpStatusCode.NotFound)
        {
            return null;
        }
    }

    /// <summary>The bytes from <paramref name="start"/> up to <paramref name="end"/> (exclusive) of that very version; the body is still to be read.</summary>
    public Task<HttpResponseMessage> GetAsync(string key, string etag, long start, long end, CancellationToken cancellation)
    {
        var call = new S3Call("GetObject", HttpMethod.Get, key);
        call.Unsigned.Add(new("range", string.Create(CultureInfo.InvariantCulture, $"bytes={start}-{end - 1}")));
        call.Unsigned.Add(new("if-match", $"\"{etag}\""));
        return transport.SendAsync(call, cancellation);
    }

    public async Task<HttpResponseMessage> PutAsync(string key, IEnumerable<KeyValuePair<string, string>> headers, Func<HttpContent> content, long length,
        CancellationToken cancellation) =>
        Counted(await transport.SendAsync(WithBody(new S3Call("PutObject", HttpMethod.Put, key)
        {
            Content = content,
            PayloadHash = SigV4.UnsignedPayload,
            Patience = PatienceFor(length),
        }, headers), cancellation), length);

    public async Task<(string UploadId, HttpResponseMessage Answer)> CreateUploadAsync(string key, IEnumerable<KeyValuePair<string, string>> headers,
        CancellationToken cancellation)
    {
        var call = WithBody(new S3Call("CreateMultipartUpload", HttpMethod.Post, key) { Content = Empty }, headers);
        call.Query["uploads"] = "";
        var response = await transport.SendAsync(call, cancellation);
        return (S3Xml.First(await response.Content.ReadAsStringAsync(cancellation), "UploadId"), response);
    }

    public async Task<string> UploadPartAsync(string key, string uploadId, int number, IEnumerable<KeyValuePair<string, string>> headers, Func<HttpContent> content,
        long length, CancellationToken cancellation)
    {
        var call = WithBody(new S3Call("UploadPart", HttpMethod.Put, key)
        {
            Content = content,
            PayloadHash = SigV4.UnsignedPayload,
            Patience = PatienceFor(length),
        }, headers);
        call.Query["partNumber"] = number.ToString(CultureInfo.InvariantCulture);
        call.Query["uploadId"] = uploadId;
        using var response = Counted(await transport.SendAsync(call, cancellation), length);
        return S3Headers.ETag(response);
    }

    /// <summary>The new object's ETag. The service may answer 200 and say in the body that it failed.</summary>
    public async Task<string> CompleteUploadAsync(string key, string uploadId, byte[] body, IEnumerable<KeyValuePair<string, string>> headers, CancellationToken cancellation)
    {
        for (var attempt = 1; ; attempt++)
        {
            var call = WithBody(new S3Call("CompleteMultipartUpload", HttpMethod.Post, key)
            {
                Content = () => new ByteArrayContent(body),
                PayloadHash = Convert.ToHexStringLower(SHA256.HashData(body)),
                Patience = TimeSpan.FromMinutes(10),
            }, headers);
            call.Query["uploadId"] = uploadId;
            using var response = await transport.SendAsync(call, cancellation);
            var text = await response.Content.ReadAsStringAsync(cancellation);
            if (S3Xml.First(text, "ETag") is { Length: > 0 } etag)
                return etag.Trim('"');
            var (code, message, _) = S3Errors.Parse(text, "");
            if (attempt >= transport.Retries.Attempts || code is not ("InternalError" or "SlowDown"))
                throw new S3Exception(call.Operation, response.StatusCode, code, message);
            await transport.Retries.DelayAsync(attempt, cancellation);
        }
    }

    public async Task AbortUploadAsync(string key, string uploadId, CancellationToken cancellation)
    {
        var call = new S3Call("AbortMultipartUpload", HttpMethod.Delete, key);
        call.Query["uploadId"] = uploadId;
        using var response = await transport.SendAsync(call, cancellation);
    }

    public async Task DeleteAsync(string key, CancellationToken cancellation)
    {
        using var response = await transport.SendAsync(new S3Call("DeleteObject", HttpMethod.Delete, key), cancellation);
    }

    /// <summary>Directory buckets only: elsewhere a server may take it for a plain PUT of nothing.</summary>
    public async Task RenameAsync(string source, string target, bool overwrite, CancellationToken cancellation)
    {
        var call = new S3Call("RenameObject", HttpMethod.Put, target) { Content = Empty };
        call.Query["renameObject"] = "";
        call.Headers.Add(new("x-amz-rename-source", UriText.EncodeKey(source)));
        call.Headers.Add(new("x-amz-client-token", Guid.NewGuid().ToString()));
        if (!overwrite)
            call.Headers.Add(new("if-none-match", "*"));
        using var response = await transport.SendAsync(call, cancellation);
    }

    private HttpResponseMessage Counted(HttpResponseMessage response, long length)
    {
        transport.Counters.Uploaded(length);
        return response;
    }

    private static S3Call WithBody(S3Call call, IEnumerable<KeyValuePair<string, string>> headers)
    {
        call.Headers.AddRange(headers);
        return call;
    }

    private static ByteArrayContent Empty() => new([]);

    /// <summary>Half a minute, and more for a body that a slow line takes long to carry.</summary>
    private static TimeSpan PatienceFor(long length) => TimeSpan.FromSeconds(30 + length / (256 * 1024));
}
