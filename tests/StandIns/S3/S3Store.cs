using System.Security.Cryptography;

namespace CsiHost.StandIns.S3;

/// <summary>The bucket: keys in the order of their UTF-8 bytes.</summary>
public sealed class S3Store
{
    private readonly Lock _gate = new();
    private readonly SortedList<byte[], (string Key, StoredObject Object)> _objects = new(Comparer<byte[]>.Create(static (a, b) => a.AsSpan().SequenceCompareTo(b)));
    private readonly Dictionary<string, PendingUpload> _uploads = [];
    private long _versions;

    public int Count
    {
        get
        {
            lock (_gate)
                return _objects.Count;
        }
    }

    public IReadOnlyList<PendingUpload> Uploads
    {
        get
        {
            lock (_gate)
                return [.. _uploads.Values];
        }
    }

    public StoredObject? this[string key]
    {
        get
        {
            lock (_gate)
                return _objects.TryGetValue(Bytes(key), out var found) ? found.Object : null;
        }
    }

    public StoredObject Put(string key, IObjectContent content, IReadOnlyDictionary<string, string>? headers = null, DateTimeOffset? modified = null)
    {
        var tag = Convert.ToHexStringLower(SHA256.HashData(BitConverter.GetBytes(Interlocked.Increment(ref _versions))))[..32];
        var stored = new StoredObject(content, tag, modified ?? TimeProvider.System.GetUtcNow(), headers ?? new Dictionary<string, string>());
        lock (_gate)
            _objects[Bytes(key)] = (key, stored);
        return stored;
    }

    public StoredObject Put(string key, string text) => Put(key, new BytesContent(System.Text.Encoding.UTF8.GetBytes(text)));

    /// <summary>Adds many small objects at once; each by itself would move the list's tail.</summary>
    public void PutMany(IEnumerable<string> keys)
    {
        foreach (var key in keys.Order(StringComparer.Ordinal))
            Put(key, new BytesContent());
    }

    /// <summary>The same version under another key.</summary>
    public void Rename(string key, StoredObject stored)
    {
        lock (_gate)
            _objects[Bytes(key)] = (key, stored);
    }

    public bool Delete(string key)
    {
        lock (_gate)
            return _objects.Remove(Bytes(key));
    }

    public string Begin(string key, IReadOnlyDictionary<string, string> headers)
    {
        lock (_gate)
        {
            var id = $"upload-{++_versions}";
            _uploads[id] = new PendingUpload(key, headers);
            return id;
        }
    }

    public PendingUpload? Upload(string id)
    {
        lock (_gate)
            return _uploads.GetValueOrDefault(id);
    }

    public bool End(string id)
    {
        lock (_gate)
            return _uploads.Remove(id);
    }

    /// <summary>Up to <paramref name="most"/> lines after a key: objects, and prefixes that end at the delimiter. Null token: that was all.</summary>
    public (List<(string Key, StoredObject? Object)> Lines, string? Next) List(string prefix, string delimiter, int most, string? after)
    {
        var lines = new List<(string, StoredObject?)>();
        lock (_gate)
        {
            var index = LowerBound(Bytes(after is null || string.CompareOrdinal(after, prefix) < 0 ? prefix : after));
            var skipped = after;
            string? last = null;
            while (index < _objects.Count)
            {
                var (key, stored) = _objects.Values[index];
                if (!key.StartsWith(prefix, StringComparison.Ordinal))
                    break;
                var cut = delimiter.Length == 0 ? -1 : key.IndexOf(delimiter, prefix.Length, StringComparison.Ordinal);
                var line = cut < 0 ? key : key[..(cut + delimiter.Length)];
                if (line == skipped)
                {
                    index = cut < 0 ? index + 1 : LowerBound(After(line));
                    continue;
                }
                if (lines.Count == most)
                    return (lines, most == 0 ? null : last);
                lines.Add((line, cut < 0 ? stored : null));
                last = line;
                index = cut < 0 ? index + 1 : LowerBound(After(line));
            }
        }
        return (lines, null);
    }

    private int LowerBound(byte[] key)
    {
        var (low, high) = (0, _objects.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (_objects.Keys[middle].AsSpan().SequenceCompareTo(key) < 0)
                low = middle + 1;
            else
                high = middle;
        }
        return low;
    }

    private static byte[] After(string prefix) => [.. Bytes(prefix), 0xFF];

    private static byte[] Bytes(string key) => System.Text.Encoding.UTF8.GetBytes(key);
}
