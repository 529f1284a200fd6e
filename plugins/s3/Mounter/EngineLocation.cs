namespace CsiHost.Plugins.S3.Mounter;

/// <summary>Finds the engine that the image names.</summary>
internal static class EngineLocation
{
    private const string Stock = "mount-s3";
    private const string Ours = "csi-s3-engine";
    private const string DefaultBinFolder = "/mountpoint-s3/bin";

    /// <summary>
    /// In this order: the flag <c>--engine</c>; the variable <c>CSIHOST_S3_ENGINE</c>; <c>mount-s3</c> in the folder of
    /// <c>--mountpoint-bin-dir</c>, else of <c>MOUNTPOINT_BIN_DIR</c>, else in <c>/mountpoint-s3/bin</c>; and, where that does not exist, our own
    /// engine beside this executable.
    /// </summary>
    public static string Find(string engineFlag, string binFolderFlag, string? engineVariable, string? binFolderVariable, Func<string, bool> exists)
    {
        if (engineFlag.Length > 0)
            return engineFlag;
        if (engineVariable is not null)
            return engineVariable;
        var stock = Path.Combine(binFolderFlag.Length > 0 ? binFolderFlag : binFolderVariable ?? DefaultBinFolder, Stock);
        var ours = Path.Combine(AppContext.BaseDirectory, Ours);
        return !exists(stock) && exists(ours) ? ours : stock;
    }
}
