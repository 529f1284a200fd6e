using CsiHost.Plugins.Efs.Credentials;

namespace CsiHost.Plugins.Efs.Tests.Credentials;

public sealed class CredentialMethodTests
{
    [Theory]
    [InlineData("ecs:/v2/x")]
    [InlineData("credentials:default")]
    [InlineData("config:p")]
    [InlineData("named_profile:p")]
    [InlineData("podidentity:http://169.254.170.23/v1/credentials,/var/run/token")]
    [InlineData("webidentity:arn:aws:iam::1:role/R,/var/run/jwt,odd")]
    [InlineData("metadata:")]
    public void Parse_RecordedText_ComesBackAsItWas(string text) => CredentialMethod.Parse(text).ShouldNotBeNull().ToString().ShouldBe(text);

    [Theory]
    [InlineData("")]
    [InlineData("lambda:")]
    [InlineData("webidentity:arn-alone")]
    public void Parse_Unknown_IsNull(string text) => CredentialMethod.Parse(text).ShouldBeNull();
}
