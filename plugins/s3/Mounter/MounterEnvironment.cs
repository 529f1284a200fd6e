using System.Diagnostics.CodeAnalysis;

namespace CsiHost.Plugins.S3.Mounter;

/// <summary>
/// The environment variables that the image sets. This is a process of its own without a host to hand it configuration, so this one file reads
/// the environment.
/// </summary>
internal static class MounterEnvironment
{
    /// <summary>The engine's full path; wins over the folder.</summary>
    public static string? Engine => Read("CSIHOST_S3_ENGINE");

    /// <summary>The folder that holds <c>mount-s3</c>.</summary>
    public static string? BinFolder => Read("MOUNTPOINT_BIN_DIR");

    [SuppressMessage("ApiDesign", "RS0030", Justification = "The environment is the only configuration that reaches a Mountpoint Pod.")]
    private static string? Read(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;
}
