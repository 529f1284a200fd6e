using Microsoft.Extensions.Logging;

namespace CsiHost.Plugins.Efs.Controller;

/// <summary>The tags of this driver, read once.</summary>
internal sealed partial class DriverTags
{
    public DriverTags(EfsOptions options, ILogger<DriverTags> logger)
    {
        AreGiven = options.Tags.Trim().Length > 0;
        All = AccessPointTags.Create(options.Tags, out var dropped);
        foreach (var item in dropped)
            LogDropped(logger, item);
    }

    /// <summary>Whether the driver was started with tags of its own.</summary>
    public bool AreGiven { get; }

    public IReadOnlyDictionary<string, string> All { get; }

    [LoggerMessage(1003, LogLevel.Warning, "Ignored '{Item}' of the tags; write key:value, items separated by spaces, and a backslash before a space or colon that belongs to a name")]
    private static partial void LogDropped(ILogger logger, string item);
}
