using System.Net.Security;
using CsiHost.Abstractions.Crypto;
using CsiHost.Crypto;
using NSubstitute;

namespace CsiHost.Tests.Crypto;

public sealed class PolicyHttpClientFactoryTests
{
    [Fact]
    public void Create_PolicyHasTheLastWord()
    {
        var policy = Substitute.For<ICryptoPolicy>();
        policy.When(p => p.Apply(Arg.Any<SslClientAuthenticationOptions>()))
            .Do(call => call.Arg<SslClientAuthenticationOptions>().TargetHost.ShouldBe("set first"));

        using var handler = new PolicyHttpHandlerFactory(policy).Create(options => options.TargetHost = "set first");

        policy.Received(1).Apply(handler.SslOptions);
        handler.AllowAutoRedirect.ShouldBeFalse();
        handler.UseCookies.ShouldBeFalse();
        handler.PooledConnectionLifetime.ShouldBe(TimeSpan.FromMinutes(5));
    }

    [Fact]
    public void CreateClient_ManyNames_AppliesThePolicyOnceAndSurvivesDisposedClients()
    {
        var policy = Substitute.For<ICryptoPolicy>();
        using var factory = new PolicyHttpClientFactory(new PolicyHttpHandlerFactory(policy));

        factory.CreateClient("one").Dispose();
        using var client = factory.CreateClient("two");

        policy.Received(1).Apply(Arg.Any<SslClientAuthenticationOptions>());
    }
}
