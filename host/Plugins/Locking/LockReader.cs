using System.Text.Json;
using CsiHost.Plugins.Findings;
using CsiHost.Plugins.Manifests;

namespace CsiHost.Plugins.Locking;

/// <summary>Reads <c>plugins.lock.json</c>. A folder without one is allowed: then every plugin in it is required.</summary>
internal static class LockReader
{
    public static LockResult Read(string directory)
    {
        var path = Path.Combine(directory, LockFile.FileName);
        byte[] content;
        try
        {
            if (!File.Exists(path))
                return new LockResult(null, "", []);
            content = File.ReadAllBytes(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return new LockResult(null, "", [Wrong($"{path} cannot be read: {e.Message}")]);
        }

        return Parse(content, FileHasher.Hash(content));
    }

    private static LockResult Parse(byte[] content, string digest)
    {
        try
        {
            var file = LockJson.Parse(content);
            Finding[] findings = [.. Check(file).Select(Wrong)];
            return new LockResult(findings.Length == 0 ? file : null, digest, findings);
        }
        catch (JsonException e)
        {
            return new LockResult(null, digest, [Wrong($"{LockFile.FileName}: {e.Message}")]);
        }
    }

    private static IEnumerable<string> Check(LockFile file)
    {
        if (file.Schema != LockFile.CurrentSchema)
            yield return $"{LockFile.FileName}: 'schema' is {file.Schema}; this host reads {LockFile.CurrentSchema}.";
        foreach (var entry in file.Plugins.Where(entry => !ManifestRules.IsId(entry.Id)))
            yield return $"{LockFile.FileName}: 'id' is '{entry.Id}', which is no plugin id.";
        foreach (var entry in file.Plugins.Where(entry => !ManifestRules.IsHash(entry.Manifest)))
            yield return $"{LockFile.FileName}: 'manifest' of {entry.Id} is no SHA-256 in lower-case hex.";
        foreach (var group in file.Plugins.GroupBy(entry => entry.Id).Where(group => group.Count() > 1))
            yield return $"{LockFile.FileName}: {group.Key} is listed {group.Count()} times.";
    }

    private static Finding Wrong(string message) => new(Diagnostics.LockUnreadable, "", message);
}
