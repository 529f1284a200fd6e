using CsiHost.Plugins.Efs.Tunnels.Stunnel;

namespace CsiHost.Plugins.Efs.Tests.Tunnels;

public sealed class StunnelFeaturesTests
{
    [Theory]
    [InlineData("foreground = yes|quiet|no foreground mode\ncheckHost = host\nOCSPaia = yes|no\nlibwrap = yes|no", true, true, true, true)]
    [InlineData("  foreground = yes|no foreground mode\n  checkHostX = no\n  OCSP = url", false, false, false, false)]
    [InlineData("", false, false, false, false)]
    public void Parse_ReadsTheHelpText(string help, bool quiet, bool checkHost, bool ocsp, bool libwrap) => StunnelFeatures.Parse(help).ShouldBe(
        new StunnelFeatures { HasQuiet = quiet, HasCheckHost = checkHost, HasOcspAia = ocsp, HasLibwrap = libwrap });
}
