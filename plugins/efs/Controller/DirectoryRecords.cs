using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using CsiHost.Abstractions.Errors;

namespace CsiHost.Plugins.Efs.Controller;

/// <summary>
/// Which directories of a file system are volumes of ours: one small file a volume, in a folder that only root sees. It makes creation
/// idempotent, and keeps a deletion away from directories that an administrator made.
/// </summary>
internal static class DirectoryRecords
{
    private const string Folder = ".csi-volumes";

    /// <summary>The record of a volume's name.</summary>
    public static DirectoryRecord? Find(string root, string name) => Read(FileOf(root, name));

    /// <summary>The record that has a path.</summary>
    public static DirectoryRecord? FindByPath(string root, string path)
    {
        var folder = Path.Combine(root, Folder);
        return !Directory.Exists(folder) ? null : Directory.EnumerateFiles(folder, "*.json").Select(Read).FirstOrDefault(record => record?.Path == path);
    }

    public static void Save(string root, DirectoryRecord record)
    {
        var folder = Path.Combine(root, Folder);
        Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        var temporary = Path.Combine(folder, $"{Guid.NewGuid():N}.tmp");
        using (var file = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write))
        {
            JsonSerializer.Serialize(file, record, DirectoryRecordJson.Default.DirectoryRecord);
            file.Flush(flushToDisk: true);
        }
        File.Move(temporary, FileOf(root, record.Name), overwrite: true);
    }

    public static void Remove(string root, string name) => File.Delete(FileOf(root, name));

    private static DirectoryRecord? Read(string file)
    {
        try
        {
            return JsonSerializer.Deserialize(File.ReadAllBytes(file), DirectoryRecordJson.Default.DirectoryRecord);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
        catch (JsonException e)
        {
            throw new CsiException(CsiErrorKind.Internal, $"the volume record {file} cannot be read", e);
        }
    }

    private static string FileOf(string root, string name) =>
        Path.Combine(root, Folder, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(name))) + ".json");
}
