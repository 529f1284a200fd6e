using CsiHost.Abstractions.Ports;
using CsiHost.Kubernetes;
using CsiHost.TestKit.Time;

namespace CsiHost.Tests.Kubernetes;

public sealed class CredentialsTests
{
    [Fact]
    public async Task Get_TokenRotatedAndOldOneRefused_ReadsTheFileAgainAtOnce()
    {
        await using var cluster = await Cluster.StartAsync();
        await cluster.GetAsync("a");
        cluster.Server.Tokens = ["second"];
        await File.WriteAllTextAsync(cluster.TokenFile, "second\n");

        await cluster.GetAsync("a");

        cluster.Server.Requests.Select(request => request.Token).ShouldBe(["first", "first", "second"]);
        cluster.Clock.Skipped.ShouldBeEmpty();
    }

    [Fact]
    public async Task Get_TokenRefusedAndFileTheSame_IsAnException()
    {
        await using var cluster = await Cluster.StartAsync();
        cluster.Server.Tokens = ["other"];

        var error = await Should.ThrowAsync<KubernetesApiException>(async () => await cluster.GetAsync("a"));

        (error.StatusCode, error.Reason).ShouldBe((401, "Unauthorized"));
        cluster.Count("get").ShouldBe(1);
    }

    [Fact]
    public async Task Watch_TokenRotated_GoesOnWithTheNewOne()
    {
        await using var cluster = await Cluster.StartAsync();
        await using var watch = cluster.Watch();
        await watch.NextAsync(1);
        cluster.Server.Tokens = ["second"];
        await File.WriteAllTextAsync(cluster.TokenFile, "second\n");
        cluster.Add("a");

        (await watch.NextAsync(1)).ShouldBe(["Added a=0"]);
    }

    [Fact]
    public void Token_FileChanges_IsSeenWithinAMinute()
    {
        var clock = new ManualTimeProvider();
        using var file = new TemporaryFile("one");
        var sut = new BearerTokenFile(file.Path, clock);

        sut.Get().ShouldBe("one");
        file.Write("two");
        clock.Advance(TimeSpan.FromSeconds(59));
        sut.Get().ShouldBe("one");
        clock.Advance(TimeSpan.FromSeconds(1));
        sut.Get().ShouldBe("two");
    }

    [Fact]
    public void Token_FileGoesAway_KeepsTheLastOne()
    {
        var clock = new ManualTimeProvider();
        using var file = new TemporaryFile("one");
        var sut = new BearerTokenFile(file.Path, clock);
        sut.Get();
        file.Dispose();
        clock.Advance(TimeSpan.FromMinutes(2));

        sut.Get().ShouldBe("one");
        sut.Refresh("one").ShouldBeFalse();
    }

    [Theory]
    [InlineData("")]
    [InlineData(" \n")]
    [InlineData("two words")]
    [InlineData("line\nbreak")]
    public async Task Get_FileWithoutToken_IsAnExceptionThatNamesTheFile(string content)
    {
        await using var cluster = await Cluster.StartAsync();
        await File.WriteAllTextAsync(cluster.TokenFile, content);

        var error = await Should.ThrowAsync<KubernetesApiException>(async () => await cluster.GetAsync("a"));

        error.Reason.ShouldBe("NoToken");
        error.Message.ShouldContain(cluster.TokenFile);
        cluster.Server.Requests.ShouldBeEmpty();
    }
}
