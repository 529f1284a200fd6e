using System.Net;
using System.Net.Sockets;
using CsiHost.Abstractions.Ports;
using CsiHost.Kubernetes;
using CsiHost.StandIns.Kubernetes;
using CsiHost.TestKit.Time;

namespace CsiHost.Tests.Kubernetes;

public sealed class RetryTests
{
    public static TheoryData<string, Fault> PassingFaults => new()
    {
        { "500", Fault.Status(500) },
        { "503", Fault.Status(503) },
        { "429", Fault.Status(429, "1") },
        { "502 of a proxy", Fault.Status(502) with { Body = "<html>bad gateway</html>" } },
        { "dropped", Fault.Drop() },
        { "dropped after the work", Fault.DropAnswer() },
        { "cut at once", Fault.CutAfter(0) },
        { "cut within", Fault.CutAfter(20) },
    };

    [Theory]
    [MemberData(nameof(PassingFaults))]
    public async Task Get_PassingFault_IsRepeatedUntilItWorks(string name, Fault fault)
    {
        await using var cluster = await Cluster.StartAsync();
        cluster.Add("a");
        cluster.Server.Faults.Add(fault with { Times = 3 });

        Cluster.Name((await cluster.GetAsync("a"))!).ShouldBe("a", name);
        cluster.Count("get").ShouldBe(4);
        cluster.Clock.Skipped.Count.ShouldBe(3);
    }

    [Theory]
    [MemberData(nameof(PassingFaults))]
    public async Task List_PassingFaultOnAPage_GivesEachObjectOnce(string name, Fault fault)
    {
        await using var cluster = await Cluster.StartAsync();
        cluster.Add("a", "b", "c", "d", "e");
        cluster.Server.Faults.Add(fault with { When = request => request.Query.ContainsKey("continue") });

        (await cluster.ListAsync()).ShouldBe(["a", "b", "c", "d", "e"], name);
    }

    [Theory]
    [InlineData("7", 7)]
    [InlineData("0", 1)]
    [InlineData("Tue, 01 Jan 2030 00:01:00 GMT", 60)]
    [InlineData("100000", 300)]
    [InlineData("soon", 1)]
    public async Task Get_RetryAfter_IsHonouredWithinReason(string value, double seconds)
    {
        await using var cluster = await Cluster.StartAsync();
        cluster.Server.Faults.Add(Fault.Status(429, value));

        await cluster.GetAsync("a");

        cluster.Clock.Skipped.ShouldHaveSingleItem().TotalSeconds.ShouldBeInRange(seconds, seconds == 1 ? 2 : seconds);
    }

    [Fact]
    public async Task Create_TooManyRequests_IsRepeated()
    {
        await using var cluster = await Cluster.StartAsync();
        cluster.Server.Faults.Add(Fault.Status(429, "1") with { Times = 2 });

        await cluster.Api.CreateAsync(Cluster.ConfigMaps, Cluster.NewMap("a"), Cluster.Json, cluster.End);

        cluster.Count("create").ShouldBe(3);
    }

    [Theory]
    [InlineData(false, 503)]
    [InlineData(true, 0)]
    public async Task Create_MayHaveWorked_IsNotRepeated(bool isLost, int status)
    {
        await using var cluster = await Cluster.StartAsync();
        cluster.Server.Faults.Add(isLost ? Fault.DropAnswer() : Fault.Status(503));

        var error = await Should.ThrowAsync<KubernetesApiException>(
            async () => await cluster.Api.CreateAsync(Cluster.ConfigMaps, Cluster.NewMap("a"), Cluster.Json, cluster.End));

        error.StatusCode.ShouldBe(status);
        cluster.Count("create").ShouldBe(1);
    }

    [Fact]
    public async Task Create_ServerNotUpYet_IsRepeatedUntilItIs()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        var port = ((IPEndPoint)probe.LocalEndpoint).Port;
        probe.Stop();
        var clock = new ManualTimeProvider();
        using var sut = TestApi.Create(new KubernetesApiOptions { Server = new Uri($"http://127.0.0.1:{port}") }, clock);

        var creation = sut.CreateAsync(Cluster.ConfigMaps, Cluster.NewMap("a"), Cluster.Json, CancellationToken.None).AsTask();
        await clock.WhenWaitingAsync(delay => delay <= TimeSpan.FromSeconds(2));
        await using var server = await KubernetesStandIn.StartAsync(new KubernetesStandInOptions { Port = port });
        clock.Advance(TimeSpan.FromSeconds(2));

        Cluster.Name(await creation).ShouldBe("a");
    }

    [Theory]
    [InlineData(400)]
    [InlineData(403)]
    [InlineData(409)]
    [InlineData(422)]
    public async Task Get_OtherRefusal_IsAnExceptionWithTheServersWords(int status)
    {
        await using var cluster = await Cluster.StartAsync();
        cluster.Server.Faults.Add(Fault.Status(status));

        var error = await Should.ThrowAsync<KubernetesApiException>(async () => await cluster.GetAsync("a"));

        (error.StatusCode, error.Reason).ShouldBe((status, "Injected"));
        error.Message.ShouldContain($"GET /api/v1/namespaces/kube-system/configmaps/a: {status} injected status {status}");
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("<html>")]
    [InlineData("[]")]
    [InlineData("{\"metadata\":{\"name\":\"a\"}")]
    [InlineData("{\"metadata\":{}} more")]
    public async Task Get_Garbage_IsAnException(string body)
    {
        await using var cluster = await Cluster.StartAsync();
        cluster.Server.Faults.Add(Fault.Text(body));

        var error = await Should.ThrowAsync<KubernetesApiException>(async () => await cluster.GetAsync("a"));

        (error.StatusCode, error.Reason).ShouldBe((200, "BadResponse"));
        cluster.Count("get").ShouldBe(1);
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("{\"items\":[]}")]
    [InlineData("{\"metadata\":{},\"items\":[{}]}")]
    [InlineData("{\"metadata\":{},\"items\":[7]}")]
    [InlineData("{\"metadata\":{},\"items\":[")]
    [InlineData("{\"metadata\":{},\"items\":[]}}")]
    public async Task List_Garbage_IsAnException(string body)
    {
        await using var cluster = await Cluster.StartAsync();
        cluster.Server.Faults.Add(Fault.Text(body));

        var error = await Should.ThrowAsync<KubernetesApiException>(() => cluster.ListAsync());

        (error.StatusCode, error.Reason).ShouldBe((200, "BadResponse"));
    }

    [Theory]
    [InlineData("{\"items\":null,\"metadata\":{\"resourceVersion\":\"1\"}}", 0)]
    [InlineData("{\"extra\":{\"items\":[1]},\"items\":[{\"metadata\":{\"name\":\"x\"}}],\"metadata\":{}}", 1)]
    public async Task List_UnusualShape_IsRead(string body, int count)
    {
        await using var cluster = await Cluster.StartAsync();
        cluster.Server.Faults.Add(Fault.Text(body));

        (await cluster.ListAsync()).Count.ShouldBe(count);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Get_AnswerStandsStill_IsGivenUpAndRepeated(bool neverBegins)
    {
        await using var cluster = await Cluster.StartAsync(options => options with { ReadIdleTimeout = TimeSpan.FromMinutes(20) });
        cluster.Add("a");
        cluster.Server.Faults.Add(neverBegins ? Fault.Hang() : Fault.StallAfter(5));

        var reading = cluster.GetAsync("a").AsTask();
        await cluster.Server.WhenAsync(server => server.Requests.Count == 1);
        while (await Task.WhenAny(reading, cluster.Clock.WhenWaitingAsync(TimeSpan.FromMinutes(20))) != reading)
            cluster.Clock.Advance(TimeSpan.FromMinutes(20));

        Cluster.Name((await reading)!).ShouldBe("a");
    }

    [Fact]
    public async Task Get_Cancelled_EndsAtOnce()
    {
        await using var cluster = await Cluster.StartAsync();
        cluster.Server.Faults.Add(Fault.Hang());
        using var stop = new CancellationTokenSource();

        var reading = cluster.Api.GetAsync(Cluster.ConfigMaps, "a", Cluster.Json, stop.Token).AsTask();
        await cluster.Server.WhenAsync(server => server.Requests.Count == 1);
        await stop.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => reading);
        cluster.Count("get").ShouldBe(1);
    }
}
