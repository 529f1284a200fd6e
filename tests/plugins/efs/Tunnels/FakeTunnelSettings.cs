using CsiHost.Plugins.Efs.Tunnels;

namespace CsiHost.Plugins.Efs.Tests.Tunnels;

/// <summary>Settings that a test sets.</summary>
internal sealed class FakeTunnelSettings(TunnelSettings value) : ITunnelSettings
{
    public TunnelSettings Value { get; set; } = value;

    public TunnelSettings Read(bool isS3Files) => Value;
}
