using CsiHost.S3Engine.Tests.Support;
using CsiHost.StandIns.S3;

namespace CsiHost.S3Engine.Tests.Rows;

/// <summary>One row's place: a directory of its name in the bucket and in the mount.</summary>
internal sealed class RowContext(MountedBucket mount, string id)
{
    public MountedBucket Mount => mount;
    public S3StandIn S3 => mount.S3;

    public string Path(string name = "") => name.Length == 0 ? mount[id] : System.IO.Path.Combine(mount[id], name);
    public string Key(string name) => $"{id}/{name}";
    public StoredObject? this[string name] => S3.Store[Key(name)];

    public StoredObject Put(string name, string text = "content") => S3.Store.Put(Key(name), text);
    public StoredObject Put(string name, long size) => S3.Store.Put(Key(name), new PatternContent(size));
    public StoredObject Put(string name, params (string Name, string Value)[] headers) =>
        S3.Store.Put(Key(name), new BytesContent("content"u8.ToArray()), headers.ToDictionary(header => header.Name, header => header.Value));

    public FileStatus Stat(string name = "")
    {
        Sys.Stat(Path(name), out var status).ShouldBe(0);
        return status;
    }

    public int StatError(string name) => Sys.Stat(Path(name), out _);

    /// <summary>Requests for this row's keys since the last call, by operation.</summary>
    public List<S3Request> Took() => [.. S3.TakeRequests().Where(request =>
        request.Key?.StartsWith(id, StringComparison.Ordinal) == true || request.Query.GetValueOrDefault("prefix")?.StartsWith(id, StringComparison.Ordinal) == true)];

    public int Took(string operation) => Took().Count(request => request.Operation == operation);

    public List<string> List(string name = "") => [.. Directory.EnumerateFileSystemEntries(Path(name)).Select(path => System.IO.Path.GetFileName(path)!)];

    /// <summary>Creates, writes in pieces and closes; gives the error of the first call that failed.</summary>
    public int Write(string name, byte[] data, int flags = Sys.WriteOnly | Sys.Create)
    {
        var file = Sys.Open(Path(name), flags);
        if (file < 0)
            return file;
        for (var at = 0; at < data.Length;)
        {
            var count = Sys.Write(file, data.AsSpan(at, Math.Min(1 << 20, data.Length - at)));
            if (count <= 0)
            {
                Sys.Close(file);
                return (int)count;
            }
            at += (int)count;
        }
        return Sys.Close(file);
    }

    public string ReadText(string name) => File.ReadAllText(Path(name));

    /// <summary>The row leaves the pattern's bytes in the file's place.</summary>
    public static void ShouldMatch(ReadOnlySpan<byte> bytes, long offset, ulong seed = 1)
    {
        var expected = new byte[bytes.Length];
        new PatternContent(offset + bytes.Length, seed).Read(offset, expected);
        bytes.SequenceEqual(expected).ShouldBeTrue($"the bytes at {offset} are not the object's");
    }
}
