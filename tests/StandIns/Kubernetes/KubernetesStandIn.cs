using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging;

namespace CsiHost.StandIns.Kubernetes;

/// <summary>
/// A Kubernetes API server in the test's own process: any kind of object, lists in pages, watches with history, conflicts, preconditions, JSON
/// patches, access rules, and faults on demand. It has no admission, no garbage collection and no subresources.
/// </summary>
public sealed class KubernetesStandIn : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly CancellationTokenSource _stopping = new();
    private readonly ConcurrentQueue<RequestRecord> _requests = new();
    private readonly ConcurrentQueue<RequestRecord> _violations = new();
    private readonly WebApplication _app;
    private volatile TaskCompletionSource _changed = NewSignal();
    private int _connections;
    private int _watches;

    private KubernetesStandIn(KubernetesStandInOptions options)
    {
        Clock = options.Clock;
        Tokens = options.Tokens;
        Store = new ObjectStore(options.Clock);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(options.Address, options.Port, listen => Configure(listen, options)));
        builder.WebHost.UseKestrelHttpsConfiguration();
        _app = builder.Build();
        _app.Run(new RequestRouter(this, _stopping.Token).HandleAsync);
    }

    /// <summary>Where it listens.</summary>
    public Uri Server { get; private set; } = new("http://localhost");

    public ObjectStore Store { get; }

    public FaultPlan Faults { get; } = new();

    /// <summary>The tokens that are taken; set a new list to rotate. Empty takes any request.</summary>
    public IReadOnlyList<string> Tokens { get; set; }

    /// <summary>What clients may do; null is everything.</summary>
    public IReadOnlyList<AccessRule>? Rules { get; set; }

    /// <summary>Documents outside of collections by their path, such as <c>/version</c>; any client may read them.</summary>
    public ConcurrentDictionary<string, JsonObject> Documents { get; } = new(StringComparer.Ordinal);

    /// <summary>Whether an expired version ends a watch by an ERROR event; otherwise by HTTP status 410.</summary>
    public bool ExpiresByEvent { get; set; }

    public IReadOnlyList<RequestRecord> Requests => [.. _requests];

    /// <summary>Requests that no rule allowed.</summary>
    public IReadOnlyList<RequestRecord> Violations => [.. _violations];

    /// <summary>Connections that are open now.</summary>
    public int OpenConnections => Volatile.Read(ref _connections);

    /// <summary>Watches that run now.</summary>
    public int OpenWatches => Volatile.Read(ref _watches);

    internal TimeProvider Clock { get; }

    internal long BookmarkRound { get; private set; }

    internal long EndRound { get; private set; }

    public static async Task<KubernetesStandIn> StartAsync(KubernetesStandInOptions? options = null)
    {
        var standIn = new KubernetesStandIn(options ?? new KubernetesStandInOptions());
        await standIn._app.StartAsync();
        standIn.Server = new Uri(standIn._app.Urls.First());
        return standIn;
    }

    /// <summary>Sends a bookmark on every open watch.</summary>
    public void SendBookmarks()
    {
        BookmarkRound++;
        Store.Wake();
    }

    /// <summary>Ends every open watch in good order, as a server does when their time is up.</summary>
    public void EndWatches()
    {
        EndRound++;
        Store.Wake();
    }

    /// <summary>Completes when a condition on requests, connections or watches holds.</summary>
    public async Task WhenAsync(Func<KubernetesStandIn, bool> condition)
    {
        while (true)
        {
            var changed = _changed.Task;
            if (condition(this))
                return;

            // Real time: only a test that would hang for ever comes to the end of it.
            await changed.WaitAsync(Patience);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _app.StopAsync(new CancellationToken(canceled: true));
        await _app.DisposeAsync();
        _stopping.Dispose();
    }

    internal void Record(RequestRecord request)
    {
        _requests.Enqueue(request);
        Signal();
    }

    internal void RecordViolation(RequestRecord request) => _violations.Enqueue(request);

    internal void CountWatch(int change)
    {
        Interlocked.Add(ref _watches, change);
        Signal();
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private void Signal() => Interlocked.Exchange(ref _changed, NewSignal()).TrySetResult();

    private void CountConnection(int change)
    {
        Interlocked.Add(ref _connections, change);
        Signal();
    }

    private void Configure(ListenOptions listen, KubernetesStandInOptions options)
    {
        listen.Use(CountConnections);
        if (options.Certificate is { } certificate)
            listen.UseHttps(certificate);
    }

    private ConnectionDelegate CountConnections(ConnectionDelegate next) => async context =>
    {
        CountConnection(1);
        try
        {
            await next(context);
        }
        finally
        {
            CountConnection(-1);
        }
    };
}
