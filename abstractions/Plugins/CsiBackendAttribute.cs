namespace CsiHost.Abstractions.Plugins;

/// <summary>
/// Marks a class that serves a CSI driver. The host constructs one instance from the plugin's container and registers it under every
/// contract interface it implements. A driver may be spread over several classes; two classes of one driver that implement the same
/// interface are an error (CSH0016).
/// </summary>
/// <param name="driverName">The CSI driver name, for example <c>efs.csi.aws.com</c>: at most 63 characters, letters, digits, <c>-</c>
/// and <c>.</c>, a letter or digit at both ends.</param>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true)]
public sealed class CsiBackendAttribute(string driverName) : Attribute
{
    /// <summary>The CSI driver name.</summary>
    public string DriverName { get; } = driverName;
}
