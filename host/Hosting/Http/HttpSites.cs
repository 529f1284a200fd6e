using System.Globalization;
using CsiHost.Abstractions.Backends;
using CsiHost.Abstractions.Crypto;
using CsiHost.Hosting.Configuration;
using CsiHost.Plugins.Running;
using CsiHost.Telemetry.Export;
using Microsoft.Extensions.DependencyInjection;

namespace CsiHost.Hosting.Http;

/// <summary>The sites that the configuration asks for.</summary>
internal static class HttpSites
{
    public static IEnumerable<HttpSite> Health(HostOptions options, IReadOnlyList<ServedDriver> drivers, PluginCatalog catalog, TimeProvider time)
    {
        if (options.HealthEndpoint is not { } address)
            yield break;
        var pages = new HealthPages(drivers.ToDictionary(static driver => driver.Plan.Name, static driver => driver.Plan.Endpoint), time, Services(catalog));
        yield return new HttpSite
        {
            Address = address,
            Pages = new Dictionary<string, Func<CancellationToken, ValueTask<HttpReply>>>(StringComparer.Ordinal)
            {
                ["/healthz"] = pages.HealthAsync,
                ["/readyz"] = pages.ReadyAsync,
            },
        };
    }

    public static IEnumerable<HttpSite> Metrics(HostOptions options, MetricStore? metrics)
    {
        if (options.MetricsEndpoint is not { } address || metrics is null)
            yield break;
        yield return new HttpSite
        {
            Address = address,
            Tls = options.MetricsTls,
            Pages = new Dictionary<string, Func<CancellationToken, ValueTask<HttpReply>>>(StringComparer.Ordinal)
            {
                ["/metrics"] = _ => ValueTask.FromResult(new HttpReply(200, PrometheusText.Write(metrics.Collect()), PrometheusText.ContentType)),
            },
        };
    }

    /// <summary>Which plugins these are, as labels.</summary>
    public static IReadOnlyList<KeyValuePair<string, object?>[]> PluginTags(PluginCatalog catalog)
    {
        var report = catalog.Report;
        return [.. catalog.Plugins.Select(plugin => new KeyValuePair<string, object?>[]
        {
            new("plugin", plugin.Info.Id), new("version", plugin.Info.Version), new("contract", plugin.Info.ContractVersion), new("lock", report.LockDigest),
        })];
    }

    /// <summary>What the crypto policy proved. Its process runs only when it is satisfied, so that is no label.</summary>
    public static KeyValuePair<string, object?>[] CryptoTags(CryptoPosture posture) =>
        [new("policy", posture.Policy), new("module", posture.Module), new("checks", posture.Evidence.Count.ToString(CultureInfo.InvariantCulture))];

    private static IReadOnlyList<(string Plugin, IReadiness Service)> Services(PluginCatalog catalog) =>
    [
        .. catalog.Plugins.Where(static plugin => plugin.State == PluginState.Started)
            .SelectMany(static plugin => plugin.Services.GetServices<IReadiness>().Select(service => (plugin.Info.Id, service))),
    ];
}
