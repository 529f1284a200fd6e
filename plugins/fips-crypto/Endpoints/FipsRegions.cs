namespace CsiHost.Plugins.FipsCrypto.Endpoints;

/// <summary>
/// Which AWS services have a FIPS endpoint in which region. A table of our own, because AWS's clients make a name for any region, and a
/// name that does not exist would be seen only as an error of DNS at the first mount.
/// </summary>
internal sealed class FipsRegions
{
    private readonly Dictionary<string, HashSet<string>> _regions;

    private FipsRegions(Dictionary<string, HashSet<string>> regions) => _regions = regions;

    /// <param name="additional">Comma-separated regions by service, on top of the table.</param>
    public static FipsRegions Read(IReadOnlyDictionary<string, string> additional)
    {
        var regions = new Dictionary<string, HashSet<string>>(StringComparer.OrdinalIgnoreCase);
        using var stream = typeof(FipsRegions).Assembly.GetManifestResourceStream("FipsRegions.txt")!;
        using var reader = new StreamReader(stream);
        while (reader.ReadLine() is { } line)
        {
            if (line.Split(' ', StringSplitOptions.RemoveEmptyEntries) is [var service, .. var names] && service[0] != '#')
                regions[service] = names.ToHashSet(StringComparer.OrdinalIgnoreCase);
        }

        foreach (var (service, names) in additional)
        {
            if (!regions.TryGetValue(service, out var known))
                regions[service] = known = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
            known.UnionWith(names.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
        }

        return new FipsRegions(regions);
    }

    public bool Has(string service, string region) => _regions.TryGetValue(service, out var regions) && regions.Contains(region);

    /// <summary>What to tell somebody whose region is not there.</summary>
    public string Describe(string service) => _regions.TryGetValue(service, out var regions)
        ? $"there are {string.Join(", ", regions.Order(StringComparer.Ordinal))}"
        : $"the service is not in its table, which holds {string.Join(", ", _regions.Keys.Order(StringComparer.Ordinal))}";
}
