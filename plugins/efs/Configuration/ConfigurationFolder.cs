namespace CsiHost.Plugins.Efs.Configuration;

/// <summary>
/// The configuration directory: a link to a directory of the node, so that what is in it, above all the private key of the mounts, outlives the pod.
/// </summary>
internal static class ConfigurationFolder
{
    private static readonly string[] AlwaysCopied = ["efs-utils.crt", "efs-utils.conf", "s3files-utils.conf"];

    /// <summary>Makes the directory or the link, unless it is there.</summary>
    /// <exception cref="IOException">It cannot be made.</exception>
    public static void Link(EfsUtilsOptions options)
    {
        var folder = new DirectoryInfo(options.ConfigDirectory.TrimEnd('/'));
        if (folder.Exists)
            return;
        if (folder.LinkTarget is not null)
            File.Delete(folder.FullName); // leads nowhere
        var target = File.Exists(Path.Combine(options.LegacyConfigDirectory, "efs-utils.conf")) ? options.LegacyConfigDirectory
            : Directory.Exists(options.PreferredConfigDirectory) || Directory.Exists(options.LegacyConfigDirectory) ? options.PreferredConfigDirectory
            : null;
        // A missing parent is a mistake of the image, and not repaired here.
        if (target is not null)
            Directory.CreateSymbolicLink(folder.FullName, target);
        else if (folder.Parent is { Exists: true })
            folder.Create();
        else
            throw new DirectoryNotFoundException($"{folder.Parent} does not exist");
    }

    /// <summary>Copies what the image brings. The files that the image maintains replace older ones; others stay as they are.</summary>
    /// <exception cref="IOException">A directory is missing, or the source holds a directory.</exception>
    public static void CopyStaticFiles(EfsUtilsOptions options)
    {
        if (!Directory.Exists(options.ConfigDirectory))
            throw new DirectoryNotFoundException($"{options.ConfigDirectory} does not exist");
        if (options.StaticFilesDirectory.Length == 0)
            return;
        if (!Directory.Exists(options.StaticFilesDirectory))
            throw new DirectoryNotFoundException($"{options.StaticFilesDirectory} does not exist");
        foreach (var entry in new DirectoryInfo(options.StaticFilesDirectory).EnumerateFileSystemInfos())
        {
            if (entry is not FileInfo file)
                throw new IOException($"{entry.FullName} is a directory; only files are copied from there");
            var target = Path.Combine(options.ConfigDirectory, file.Name);
            if (AlwaysCopied.Contains(file.Name))
                Write(target, File.ReadAllBytes(file.FullName));
            else if (!File.Exists(target))
                file.CopyTo(target);
        }
    }

    /// <summary>Replaces a file as a whole; a mount that reads it meanwhile sees the old or the new one.</summary>
    public static void Write(string path, byte[] content)
    {
        var temporary = path + ".new";
        File.WriteAllBytes(temporary, content);
        File.SetUnixFileMode(temporary, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead);
        File.Move(temporary, path, overwrite: true);
    }
}
