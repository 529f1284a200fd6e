using CsiHost.Plugins.S3.Attachments;

namespace CsiHost.Plugins.S3.Tests.Attachments;

public sealed class PodNamesTests
{
    [Fact]
    public void HeadroomPod_OfAKnownWorkload_HasTheNameThatOtherVersionsGiveIt() =>
        PodNames.HeadroomPod("2a1d7271-dc3a-416f-8b22-4eccba5c1373", "test-vol").ShouldBe("hr-f050b11ab3ce10843f3404c1f46407320ed07ab7b35f9ba40c3792e2");

    [Theory]
    [InlineData("hr-x", true)]
    [InlineData("mp-x", false)]
    [InlineData("my-hr-x", false)]
    [InlineData("", false)]
    public void IsHeadroomPod_Name_IsByPrefix(string name, bool expected) => PodNames.IsHeadroomPod(name).ShouldBe(expected);
}
