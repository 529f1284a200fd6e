using CsiHost.Hosting.Configuration;

namespace CsiHost.Tests.Hosting.Configuration;

public sealed class HttpAddressTests
{
    [Theory]
    [InlineData(":9808", ":9808")]
    [InlineData("0.0.0.0:3301", "0.0.0.0:3301")]
    [InlineData("127.0.0.1:0", "127.0.0.1:0")]
    [InlineData("localhost:80", "127.0.0.1:80")]
    [InlineData("[::1]:80", "[::1]:80")]
    public void TryParse_Address_IsRead(string text, string expected)
    {
        HttpAddress.TryParse(text, out var address).ShouldBeTrue();
        address.ToString().ShouldBe(expected);
    }

    [Theory]
    [InlineData("")]
    [InlineData("9808")]
    [InlineData(":")]
    [InlineData(":65536")]
    [InlineData(":-1")]
    [InlineData("::1:80")]
    [InlineData("[127.0.0.1]:80")]
    [InlineData("example.org:80")]
    [InlineData("http://127.0.0.1:80")]
    public void TryParse_AnythingElse_IsRefused(string text) => HttpAddress.TryParse(text, out _).ShouldBeFalse();
}
