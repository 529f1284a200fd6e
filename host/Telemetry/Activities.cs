using System.Diagnostics;

namespace CsiHost.Telemetry;

/// <summary>The source of the host's activities. Without a listener it makes none.</summary>
internal static class Activities
{
    public const string SourceName = "CsiHost";

    public static readonly ActivitySource Source = new(SourceName);
}
