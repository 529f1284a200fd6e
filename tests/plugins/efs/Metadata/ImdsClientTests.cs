using CsiHost.Plugins.Efs.Metadata;
using CsiHost.Plugins.Efs.Tests.Mounting;
using CsiHost.StandIns.Aws;
using CsiHost.TestKit.Fakes;
using CsiHost.TestKit.Time;
using Microsoft.Extensions.Logging;

namespace CsiHost.Plugins.Efs.Tests.Metadata;

public sealed class ImdsClientTests : IAsyncLifetime, IDisposable
{
    private const string Id = "meta-data/instance-id";
    private readonly LogCapture _logs = new();
    private readonly FakeConfig _config = new();
    private readonly EfsOptions _options = new();
    private readonly ManualTimeProvider _time = new();
    private ImdsStandIn _service = null!;

    public async Task InitializeAsync()
    {
        _service = await ImdsStandIn.StartAsync();
        _service.Values[Id] = "i-1";
        _options.Aws.MetadataEndpoint = _service.Address.ToString();
    }

    public async Task DisposeAsync() => await _service.DisposeAsync();

    public void Dispose() => _logs.Dispose();

    [Fact]
    public async Task Find_Value_KeepsTheTokenForLaterRequests()
    {
        _service.RequiresToken = true;
        var sut = Sut();

        (await FindAsync(sut), await FindAsync(sut)).ShouldBe(("i-1", "i-1"));

        _service.Requests.ShouldBe(["PUT api/token", $"GET {Id} token-0", $"GET {Id} token-0"]);
    }

    [Fact]
    public async Task Find_TokenForgottenByTheService_GetsAnother()
    {
        _service.RequiresToken = true;
        var sut = Sut();
        await FindAsync(sut);
        _service.ForgetTokens();

        (await FindAsync(sut)).ShouldBe("i-1");
    }

    [Fact]
    public async Task Find_TokenNearItsEnd_GetsAnother()
    {
        var sut = Sut();
        await FindAsync(sut);
        _time.Advance(TimeSpan.FromSeconds(21600));
        await FindAsync(sut);

        _service.Requests.Count(request => request == "PUT api/token").ShouldBe(2);
    }

    [Fact]
    public async Task Find_TokensRefused_AsksWithout()
    {
        _service.RefusesTokens = true;

        (await FindAsync(Sut())).ShouldBe("i-1");

        _service.Requests.ShouldBe(["PUT api/token", $"GET {Id}"]);
    }

    [Fact]
    public async Task Find_TokensNotAnswered_AsksWithoutAfterThreeTries()
    {
        _service.IsSilentOnTokens = true;
        _time.AutoAdvance = TimeSpan.FromMilliseconds(500);

        var found = FindAsync(Sut());

        (await found).ShouldBe("i-1");
        _service.Requests.Count(request => request.StartsWith("PUT", StringComparison.Ordinal)).ShouldBeLessThanOrEqualTo(3);
        _time.Skipped.Count.ShouldBe(5); // three limits and two pauses
    }

    [Fact]
    public async Task Find_TokensSwitchedOffAndDemanded_HintsAtTheSetting()
    {
        _config.Text = "[mount]\ndisable_fetch_ec2_metadata_token = true";
        _service.RequiresToken = true;

        (await FindAsync(Sut())).ShouldBeNull();

        _service.Requests.ShouldBe([$"GET {Id}"]);
        _logs.Lines.ShouldContain(line => line.Level == LogLevel.Warning && line.Text.Contains("disable_fetch_ec2_metadata_token"));
    }

    [Fact]
    public async Task Find_SwitchedOff_AsksNothing()
    {
        _options.Aws.MetadataDisabled = true;

        (await FindAsync(Sut())).ShouldBeNull();
        _service.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task Find_ValueAbsentOrServiceGone_IsNull()
    {
        (await Sut().FindAsync("meta-data/absent", CancellationToken.None)).ShouldBeNull();
        _options.Aws.MetadataEndpoint = "http://127.0.0.1:1";
        _time.AutoAdvance = TimeSpan.FromMilliseconds(500);
        (await FindAsync(Sut())).ShouldBeNull();
    }

    private ImdsClient Sut() => new(_options, _config, new PlainClients(), _time, _logs.For<ImdsClient>());

    private static Task<string?> FindAsync(ImdsClient sut) => sut.FindAsync(Id, CancellationToken.None).AsTask();
}
