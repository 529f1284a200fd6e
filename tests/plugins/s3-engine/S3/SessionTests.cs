using CsiHost.S3Engine.Credentials;
using CsiHost.TestKit.Time;

namespace CsiHost.S3Engine.Tests.S3;

public sealed class SessionTests
{
    /// <summary>Row X7, and the rule for all credentials: they are kept, renewed before they end, and fetched anew when refused.</summary>
    [Fact]
    public async Task Credentials_AreRenewedBeforeTheyEnd()
    {
        var time = new ManualTimeProvider();
        var source = new CountingSource(time);
        using var sut = new CachedCredentials(source, TimeSpan.FromSeconds(30), time);
        await sut.GetAsync(CancellationToken.None);
        await sut.GetAsync(CancellationToken.None);
        source.Fetched.ShouldBe(1);
        time.Advance(TimeSpan.FromMinutes(4.6));
        await sut.GetAsync(CancellationToken.None);
        source.Fetched.ShouldBe(2);
        sut.Invalidate();
        await sut.GetAsync(CancellationToken.None);
        source.Fetched.ShouldBe(3);
    }

    private sealed class CountingSource(TimeProvider time) : ICredentialSource
    {
        public int Fetched { get; private set; }

        public ValueTask<AwsCredentials> GetAsync(CancellationToken cancellation)
        {
            Fetched++;
            return new(new AwsCredentials("a", "s", "t", time.GetUtcNow().AddMinutes(5)));
        }

        public void Invalidate()
        {
        }
    }
}
