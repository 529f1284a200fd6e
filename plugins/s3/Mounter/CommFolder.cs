namespace CsiHost.Plugins.S3.Mounter;

/// <summary>The folder that a mounter shares with the node plugin.</summary>
internal sealed class CommFolder(string path)
{
    public string Socket => Path.Combine(path, "mount.sock");

    /// <summary>Where the node plugin reads why there is no mount.</summary>
    public string ErrorFile => Path.Combine(path, "mount.err");

    /// <summary>The node plugin wants a clean end: it unmounts, or nobody will ever mount.</summary>
    public bool WantsExit => File.Exists(Path.Combine(path, "mount.exit"));

    public string ErrorFileOf(string volumeId) => Path.Combine(path, volumeId + ".error");
}
