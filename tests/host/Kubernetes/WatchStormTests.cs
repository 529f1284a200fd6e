using System.Threading.Channels;
using CsiHost.Abstractions.Ports;
using CsiHost.StandIns.Kubernetes;

namespace CsiHost.Tests.Kubernetes;

public sealed class WatchStormTests
{
    private const int Faults = 1000;
    private const string Last = "zzz";
    private readonly Channel<bool> _progress = Channel.CreateUnbounded<bool>();
    private readonly Dictionary<string, string> _seen = [];
    private readonly Random _random = new(20_300_101);
    private int _faults;

    /// <summary>A follower that applies what it is told, and checks that each event fits what it knows, ends with the state of the server.</summary>
    [Fact]
    public async Task Watch_ThousandFaults_EndsInTheServersState()
    {
        await using var cluster = await Cluster.StartAsync();
        cluster.Add("m0", "m1", "m2", "m3", "m4");
        cluster.Server.Faults.Decide = request => Draw(request, cluster);
        var following = FollowAsync(cluster);
        for (var turn = 1; Volatile.Read(ref _faults) < Faults; turn++)
        {
            Write(cluster, turn);
            await Task.WhenAny(_progress.Reader.ReadAsync(cluster.End).AsTask(), following);
            if (following.IsCompleted)
                break;
        }

        cluster.Add(Last);
        await following;

        _seen.ShouldBe(cluster.Server.Store.List(Cluster.Map("").Resource).ToDictionary(Cluster.Name, Cluster.Data), ignoreOrder: true);
        _faults.ShouldBe(Faults);
        await cluster.Server.WhenAsync(server => server.OpenWatches == 0);
    }

    private Fault? Draw(RequestRecord request, Cluster cluster)
    {
        _progress.Writer.TryWrite(true);
        if (_faults >= Faults)
            return null;
        _faults++;
        if (_random.Next(20) == 0)
            cluster.Server.Store.Compact();
        cluster.Server.ExpiresByEvent = _random.Next(2) == 0;
        return _random.Next(10) switch
        {
            0 => Fault.Drop(),
            1 => Fault.Status(500),
            2 => Fault.Status(429, "1"),
            3 when request.Verb == "watch" => Fault.WatchLine("{garbage"),
            4 when request.Verb == "watch" => Fault.CutAfter(0),
            _ => Fault.CutAfter(_random.Next(900)),
        };
    }

    private void Write(Cluster cluster, int turn)
    {
        var name = $"m{_random.Next(8)}";
        if (cluster.Server.Store.Get(Cluster.Map(name)) is null)
            cluster.Server.Store.Create(Cluster.Map(name), Cluster.NewMap(name, $"{turn}"));
        else if (_random.Next(3) == 0)
            cluster.Server.Store.Delete(Cluster.Map(name));
        else
            cluster.Set(name, $"{turn}");
    }

    private async Task FollowAsync(Cluster cluster)
    {
        await foreach (var change in cluster.Api.WatchAsync(Cluster.ConfigMaps, KubernetesSelector.All, Cluster.Json, cluster.End))
        {
            _progress.Writer.TryWrite(true);
            if (change.Value is not { } value)
                continue;
            var name = Cluster.Name(value);
            _seen.ContainsKey(name).ShouldBe(change.Kind != KubernetesEventKind.Added, Cluster.Describe(change));
            if (change.Kind == KubernetesEventKind.Deleted)
                _seen.Remove(name);
            else
                _seen[name] = Cluster.Data(value);
            if (name == Last)
                return;
        }
    }
}
