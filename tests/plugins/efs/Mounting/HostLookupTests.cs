using CsiHost.Plugins.Efs.Mounting;

namespace CsiHost.Plugins.Efs.Tests.Mounting;

public sealed class HostLookupTests
{
    [Theory]
    [InlineData("localhost", true)]
    [InlineData("10.1.2.3", true)]
    [InlineData("2001:db8::1", true)]
    [InlineData("does-not-exist.invalid", false)]
    [InlineData("a..b", false)]
    public async Task Find_Name_GivesItsAddressesOrNone(string name, bool isKnown) =>
        (await new HostLookup().FindAsync(name, CancellationToken.None)).Any().ShouldBe(isKnown);
}
