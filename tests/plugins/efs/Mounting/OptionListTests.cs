using CsiHost.Plugins.Efs.Mounting;

namespace CsiHost.Plugins.Efs.Tests.Mounting;

public sealed class OptionListTests
{
    [Theory]
    [InlineData("a,b=1,a=2", "a=2,b=1")]
    [InlineData("b=1,a,b", "b,a")]
    [InlineData("a=b=c", "a=b=c")]
    [InlineData("a=", "a=")]
    public void Parse_Repeated_TakesTheLastValueAtTheFirstPlace(string text, string expected) =>
        OptionList.Parse(text.Split(',')).ToString().ShouldBe(expected);

    [Fact]
    public void Find_BareOrAbsent_IsNull()
    {
        var sut = OptionList.Parse(["bare", "empty="]);

        (sut.Find("bare"), sut.Find("absent"), sut.Find("empty")).ShouldBe((null, null, ""));
        (sut.Has("bare"), sut.Has("absent"), sut.TryGet("empty", out _)).ShouldBe((true, false, true));
    }
}
