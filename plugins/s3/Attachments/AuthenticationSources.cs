namespace CsiHost.Plugins.S3.Attachments;

/// <summary>Whose identity a volume's Mountpoint Pod uses: the values of the attribute <c>authenticationSource</c>.</summary>
internal static class AuthenticationSources
{
    /// <summary>The driver's; also meant by an absent or empty attribute.</summary>
    public const string Driver = "driver";

    /// <summary>The workload pod's service account.</summary>
    public const string Pod = "pod";

    /// <summary>What the attribute says. Text that is neither is kept: it must not be shared with anything else, and the node refuses it by name.</summary>
    public static string Read(string? attribute) => string.IsNullOrEmpty(attribute) ? Driver : attribute;
}
