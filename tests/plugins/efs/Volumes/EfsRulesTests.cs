using CsiHost.Abstractions.Models;
using CsiHost.Plugins.Efs.Volumes;

namespace CsiHost.Plugins.Efs.Tests.Volumes;

public sealed class EfsRulesTests
{
    [Fact]
    public void Rules_AccessModes_AreTheTwoThatUpstreamTakes() =>
        new EfsRules().Rules.AccessModes.Order().ShouldBe([AccessMode.SingleNodeWriter, AccessMode.MultiNodeMultiWriter]);

    [Fact]
    public void Rules_AccessTypes_AreMountAlone() => new EfsRules().Rules.AccessTypes.ShouldBe([AccessType.Mount]);

    [Theory]
    [InlineData("crossaccount", true)]
    [InlineData("CrossAccount", true)]
    [InlineData("iam", false)]
    [InlineData("tls", false)]
    public void FindViolation_CrossAccountFlag_IsRefusedInAnySpelling(string flag, bool isRefused)
    {
        var capability = new VolumeCapability { AccessMode = AccessMode.SingleNodeWriter, MountFlags = [flag] };

        (new EfsRules().FindViolation(capability, new Dictionary<string, string>()) is not null).ShouldBe(isRefused);
    }
}
