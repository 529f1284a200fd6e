using CsiHost.Hosting.Configuration;

namespace CsiHost.Hosting.Http;

/// <summary>One address and the pages on it, by path.</summary>
internal sealed record HttpSite
{
    public required HttpAddress Address { get; init; }

    public required IReadOnlyDictionary<string, Func<CancellationToken, ValueTask<HttpReply>>> Pages { get; init; }

    /// <summary>Null for plain HTTP.</summary>
    public TlsFiles? Tls { get; init; }

    /// <summary>Sites that share an address share the listener; the TLS of one holds for both.</summary>
    public static IReadOnlyList<HttpSite> Merge(IEnumerable<HttpSite> sites) => [.. sites
        .GroupBy(static site => site.Address)
        .Select(static group => group.Key.Port == 0 ? group.ToArray() : [Join([.. group])])
        .SelectMany(static group => group)];

    private static HttpSite Join(IReadOnlyList<HttpSite> sites) => sites[0] with
    {
        Pages = sites.SelectMany(static site => site.Pages).ToDictionary(StringComparer.Ordinal),
        Tls = sites.Select(static site => site.Tls).FirstOrDefault(static tls => tls is not null),
    };
}
