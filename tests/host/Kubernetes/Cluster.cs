using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using CsiHost.Abstractions.Ports;
using CsiHost.Kubernetes;
using CsiHost.StandIns.Kubernetes;
using CsiHost.TestKit.Time;

namespace CsiHost.Tests.Kubernetes;

/// <summary>A stand-in API server with config maps, and a client of it whose pauses pass at once.</summary>
internal sealed class Cluster : IAsyncDisposable
{
    public static readonly KubernetesResource ConfigMaps = new() { Version = "v1", Plural = "configmaps", Namespace = "kube-system" };
    private static readonly ResourceAddress Maps = ResourceAddress.Core("configmaps", "kube-system");
    private readonly string _directory = Directory.CreateTempSubdirectory("csihost-k8s-").FullName;
    private readonly CancellationTokenSource _end = new(TimeSpan.FromSeconds(60));

    private Cluster(KubernetesStandIn server, ManualTimeProvider clock, KubernetesApiOptions options)
    {
        Server = server;
        Clock = clock;
        TokenFile = Path.Combine(_directory, "token");
        File.WriteAllText(TokenFile, "first\n");
        Options = options with { Server = server.Server, TokenFile = TokenFile };
        Api = NewApi(clock);
    }

    public static JsonTypeInfo<JsonObject> Json => KubernetesJson.Default.JsonObject;

    public KubernetesStandIn Server { get; }

    public ManualTimeProvider Clock { get; }

    public string TokenFile { get; }

    public KubernetesApiOptions Options { get; }

    public KubernetesApi Api { get; }

    /// <summary>Ends a test that would hang.</summary>
    public CancellationToken End => _end.Token;

    public static async Task<Cluster> StartAsync(Func<KubernetesApiOptions, KubernetesApiOptions>? change = null)
    {
        var clock = new ManualTimeProvider { AutoAdvance = TimeSpan.FromMinutes(10) };
        var server = await KubernetesStandIn.StartAsync(new KubernetesStandInOptions { Tokens = ["first"] });

        // Longer than any pause, so that a limit runs out only where a test wants it to.
        var options = new KubernetesApiOptions
        {
            Server = server.Server,
            ReadIdleTimeout = TimeSpan.FromHours(1),
            WatchTimeout = TimeSpan.FromHours(1),
            PageSize = 3,
        };
        return new Cluster(server, clock, change?.Invoke(options) ?? options);
    }

    public static ObjectAddress Map(string name) => Maps.Named(name);

    public static string Describe(KubernetesEvent<JsonObject> change) =>
        change.Value is { } value ? $"{change.Kind} {Name(value)}={Data(value)}" : $"{change.Kind}";

    public static string Name(JsonObject value) => (string)value["metadata"]!["name"]!;

    public static string Data(JsonObject value) => (string?)value["data"]?["v"] ?? "";

    public static JsonObject NewMap(string name, string data = "0", string app = "a") => new()
    {
        ["metadata"] = new JsonObject { ["name"] = name, ["labels"] = new JsonObject { ["app"] = app } },
        ["data"] = new JsonObject { ["v"] = data },
    };

    public KubernetesApi NewApi(TimeProvider clock) => TestApi.Create(Options, clock);

    public void Add(params string[] names)
    {
        foreach (var name in names)
            Server.Store.Create(Map(name), NewMap(name));
    }

    public void Set(string name, string data) => Server.Store.Update(Map(name), value => value["data"]!["v"] = data);

    public ValueTask<JsonObject?> GetAsync(string name) => Api.GetAsync(ConfigMaps, name, Json, End);

    public async Task<IReadOnlyList<string>> ListAsync(KubernetesSelector? selector = null)
    {
        var names = new List<string>();
        await foreach (var value in Api.ListAsync(ConfigMaps, selector ?? KubernetesSelector.All, Json, End))
            names.Add(Name(value));
        return names;
    }

    public EventReader Watch(KubernetesSelector? selector = null) => new(Api, selector ?? KubernetesSelector.All, End);

    public int Count(string verb) => Server.Requests.Count(request => request.Verb == verb);

    public async ValueTask DisposeAsync()
    {
        Api.Dispose();
        await Server.DisposeAsync();
        _end.Dispose();
        Directory.Delete(_directory, recursive: true);
    }
}
