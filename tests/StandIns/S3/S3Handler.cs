using System.Globalization;
using System.Text;
using System.Xml.Linq;
using Microsoft.AspNetCore.Http;

namespace CsiHost.StandIns.S3;

/// <summary>Does one request.</summary>
internal sealed class S3Handler(S3StandIn standIn, HttpContext context, S3Call call, S3Fault? fault)
{
    private const int Piece = 128 * 1024;
    private S3Store Store => standIn.Store;
    private string Key => call.Request.Key!;
    private IReadOnlyDictionary<string, string> Query => call.Request.Query;
    private IReadOnlyDictionary<string, string> Headers => call.Request.Headers;

    public Task HandleAsync() => call.Request.Operation switch
    {
        "ListObjectsV2" => ListAsync(),
        "HeadObject" => HeadAsync(),
        "GetObject" => GetAsync(),
        "PutObject" => PutAsync(),
        "DeleteObject" => DeleteAsync(),
        "CreateMultipartUpload" => BeginAsync(),
        "UploadPart" => PartAsync(),
        "CompleteMultipartUpload" => CompleteAsync(),
        "AbortMultipartUpload" => AbortAsync(),
        "RenameObject" => RenameAsync(),
        "CreateSession" => S3Answers.XmlAsync(context, "<CreateSessionResult><Credentials><AccessKeyId>SESSION</AccessKeyId><SecretAccessKey>secret</SecretAccessKey>"
            + $"<SessionToken>token</SessionToken><Expiration>{TimeProvider.System.GetUtcNow().AddMinutes(5):yyyy-MM-dd'T'HH:mm:ss'Z'}</Expiration></Credentials></CreateSessionResult>"),
        _ => ErrorAsync(501, "NotImplemented"),
    };

    private Task ErrorAsync(int status, string code) => S3Answers.ErrorAsync(context, status, code, code);

    private Task ListAsync()
    {
        var token = Query.GetValueOrDefault("continuation-token");
        var after = token is null ? null : Encoding.UTF8.GetString(Convert.FromHexString(token));
        var most = int.Parse(Query.GetValueOrDefault("max-keys", "1000"), CultureInfo.InvariantCulture);
        var (lines, next) = Store.List(Query.GetValueOrDefault("prefix", ""), Query.GetValueOrDefault("delimiter", ""), most, after);
        if (standIn.Options.IsDirectoryBucket)
            lines.Reverse();
        return S3Answers.XmlAsync(context, S3Answers.Listing(lines, next));
    }

    private Task HeadAsync()
    {
        if (Key.Length > 1024)
            return ErrorAsync(400, "KeyTooLongError");
        if (Store[Key] is not { } stored)
            return ErrorAsync(404, "NotFound");
        S3Answers.Describe(context.Response, stored);
        context.Response.ContentLength = stored.Content.Length;
        return Task.CompletedTask;
    }

    private async Task GetAsync()
    {
        if (Store[Key] is not { } stored)
        {
            await ErrorAsync(404, "NoSuchKey");
            return;
        }
        if (Headers.TryGetValue("if-match", out var match) && match != $"\"{stored.ETag}\"")
        {
            await ErrorAsync(412, "PreconditionFailed");
            return;
        }
        var (start, end) = Range(stored.Content.Length);
        if (start >= stored.Content.Length)
        {
            await ErrorAsync(416, "InvalidRange");
            return;
        }
        S3Answers.Describe(context.Response, stored);
        if (fault is { WrongETag: true })
            context.Response.Headers.ETag = "\"00000000000000000000000000000000\"";
        context.Response.StatusCode = Headers.ContainsKey("range") ? 206 : 200;
        context.Response.Headers.ContentRange = $"bytes {start}-{end - 1}/{stored.Content.Length}";
        context.Response.ContentLength = end - start;
        await SendAsync(stored.Content, start, end);
    }

    private (long Start, long End) Range(long length)
    {
        if (!Headers.TryGetValue("range", out var range))
            return (0, length);
        var bounds = range["bytes=".Length..].Split('-');
        return (long.Parse(bounds[0], CultureInfo.InvariantCulture), Math.Min(length, long.Parse(bounds[1], CultureInfo.InvariantCulture) + 1));
    }

    private async Task SendAsync(IObjectContent content, long start, long end)
    {
        for (var at = start; at < end;)
        {
            if (at - start >= fault?.ResetAfter)
            {
                await context.Response.Body.FlushAsync();
                context.Abort();
                return;
            }
            var count = (int)Math.Min(Math.Min(Piece, end - at), fault?.ResetAfter - (at - start) ?? long.MaxValue);
            content.Read(at, context.Response.BodyWriter.GetSpan(count)[..count]);
            context.Response.BodyWriter.Advance(count);
            await context.Response.BodyWriter.FlushAsync();
            at += count;
        }
    }

    private async Task PutAsync()
    {
        var body = await BodyAsync();
        if (body is null)
            return;
        var existing = Store[Key];
        if (Headers.ContainsKey("if-none-match") && existing is not null)
        {
            await ErrorAsync(412, "PreconditionFailed");
            return;
        }
        if (!Headers.TryGetValue("x-amz-write-offset-bytes", out var offset))
        {
            Answer(Store.Put(Key, new BytesContent(body), Headers));
            return;
        }
        if (!standIn.Options.IsDirectoryBucket)
            await ErrorAsync(501, "NotImplemented");
        else if (existing is null || Headers.GetValueOrDefault("if-match") != $"\"{existing.ETag}\"")
            await ErrorAsync(412, "PreconditionFailed");
        else if (offset != existing.Content.Length.ToString(CultureInfo.InvariantCulture))
            await ErrorAsync(400, "InvalidWriteOffset");
        else
            Answer(Store.Put(Key, new BytesContent([.. ((BytesContent)existing.Content).Pieces, body]), existing.Headers));
    }

    private Task DeleteAsync()
    {
        Store.Delete(Key);
        context.Response.StatusCode = 204;
        return Task.CompletedTask;
    }

    private Task BeginAsync()
    {
        Encryption();
        return S3Answers.XmlAsync(context, $"<InitiateMultipartUploadResult><UploadId>{Store.Begin(Key, Headers)}</UploadId></InitiateMultipartUploadResult>");
    }

    private async Task PartAsync()
    {
        var body = await BodyAsync();
        if (body is null)
            return;
        if (Store.Upload(Query["uploadId"]) is not { } upload)
        {
            await ErrorAsync(404, "NoSuchUpload");
            return;
        }
        var etag = $"{Query["partNumber"].PadLeft(8, '0')}{body.Length:x24}";
        lock (upload)
            upload.Parts[int.Parse(Query["partNumber"], CultureInfo.InvariantCulture)] = (body, etag);
        context.Response.Headers.ETag = $"\"{etag}\"";
    }

    private async Task CompleteAsync()
    {
        using var reader = new StreamReader(context.Request.Body);
        var document = XDocument.Parse(await reader.ReadToEndAsync());
        if (Store.Upload(Query["uploadId"]) is not { } upload)
        {
            await ErrorAsync(404, "NoSuchUpload");
            return;
        }
        if (fault?.ErrorInBody is { } error)
        {
            await S3Answers.XmlAsync(context, $"<Error><Code>{error}</Code><Message>late</Message></Error>");
            return;
        }
        var named = document.Descendants().Where(element => element.Name.LocalName == "ETag").Select(element => element.Value.Trim('"')).ToList();
        if (named.Count == 0 || !named.SequenceEqual(upload.Parts.Values.Select(part => part.ETag)))
        {
            await ErrorAsync(400, "InvalidPart");
            return;
        }
        Store.End(Query["uploadId"]);
        var headers = upload.Headers.ToDictionary();
        foreach (var (name, value) in Headers.Where(header => header.Key.StartsWith("x-amz-checksum", StringComparison.Ordinal)))
            headers[name] = value;
        var stored = Store.Put(upload.Key, new BytesContent([.. upload.Parts.Values.Select(part => part.Bytes)]), headers);
        await S3Answers.XmlAsync(context, $"<CompleteMultipartUploadResult><ETag>&quot;{stored.ETag}&quot;</ETag></CompleteMultipartUploadResult>");
    }

    private Task AbortAsync()
    {
        context.Response.StatusCode = Store.End(Query["uploadId"]) ? 204 : 404;
        return Task.CompletedTask;
    }

    private Task RenameAsync()
    {
        var source = Uri.UnescapeDataString(Headers["x-amz-rename-source"]);
        if (!standIn.Options.IsDirectoryBucket)
            return ErrorAsync(501, "NotImplemented");
        if (Encoding.UTF8.GetByteCount(Key) > 1024)
            return ErrorAsync(400, "KeyTooLongError");
        if (Store[source] is not { } stored)
            return ErrorAsync(404, "NoSuchKey");
        if (Headers.ContainsKey("if-none-match") && Store[Key] is not null)
            return ErrorAsync(412, "PreconditionFailed");
        Store.Delete(source);
        Store.Rename(Key, stored);
        return Task.CompletedTask;
    }

    /// <summary>Null: the body does not fit its checksum, and the answer says so.</summary>
    private async Task<byte[]?> BodyAsync()
    {
        using var buffer = new MemoryStream((int)(context.Request.ContentLength ?? 0));
        await context.Request.Body.CopyToAsync(buffer);
        var body = buffer.Capacity == buffer.Length ? buffer.GetBuffer() : buffer.ToArray();
        if (!Headers.TryGetValue("x-amz-checksum-crc32c", out var stated) || stated == Castagnoli.Base64(body))
            return body;
        await ErrorAsync(400, "BadDigest");
        return null;
    }

    private void Answer(StoredObject stored)
    {
        Encryption();
        context.Response.Headers.ETag = $"\"{stored.ETag}\"";
    }

    private void Encryption()
    {
        if ((standIn.Options.ClaimedEncryption ?? Headers.GetValueOrDefault("x-amz-server-side-encryption")) is { } used)
            context.Response.Headers["x-amz-server-side-encryption"] = used;
        if (Headers.TryGetValue("x-amz-server-side-encryption-aws-kms-key-id", out var key))
            context.Response.Headers["x-amz-server-side-encryption-aws-kms-key-id"] = key;
    }
}
