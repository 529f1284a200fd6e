using CsiHost.Hosting.Configuration;
using CsiHost.Rpc;

namespace CsiHost.Hosting;

/// <summary>One driver that is to be served, and where.</summary>
internal sealed record DriverPlan(string Name, CsiEndpoint Endpoint, DriverOptions Options)
{
    /// <summary>
    /// Chooses the drivers and their sockets. Without a section <c>Drivers</c> every driver there is, else those the section names.
    /// </summary>
    /// <param name="settings">The configuration.</param>
    /// <param name="available">The drivers of the loaded plugins.</param>
    /// <param name="onlyNamed">For a drop-in command, which may be one without a driver: nothing that the configuration does not name.</param>
    /// <exception cref="ConfigurationException">Drivers and configuration do not fit together.</exception>
    public static IReadOnlyList<DriverPlan> Choose(HostSettings settings, IReadOnlyCollection<string> available, bool onlyNamed)
    {
        var errors = new List<string>();
        foreach (var unknown in settings.Drivers.Keys.Except(available, StringComparer.Ordinal))
            errors.Add($"Drivers:{unknown} is no driver of a loaded plugin{Suggestion.For(unknown, available)}");
        var served = settings.Drivers.Count == 0 && !onlyNamed ? available : available.Where(settings.Drivers.ContainsKey);
        DriverPlan[] plans = [.. served.Order(StringComparer.Ordinal).Select(name => Place(settings, name, served.Count(), errors))];
        foreach (var shared in plans.GroupBy(static plan => plan.Endpoint.Path, StringComparer.Ordinal).Where(static group => group.Count() > 1))
            errors.Add($"the drivers {string.Join(" and ", shared.Select(static plan => plan.Name))} have one endpoint, {shared.Key}; each needs its own");
        if (plans.Length == 0 && !onlyNamed && errors.Count == 0)
            errors.Add($"no plugin in {settings.Host.PluginDirectory} serves a driver");
        return errors.Count == 0 ? plans : throw new ConfigurationException(errors);
    }

    private static DriverPlan Place(HostSettings settings, string name, int count, List<string> errors)
    {
        var options = settings.Drivers.GetValueOrDefault(name) ?? new DriverOptions();
        if (options.Endpoint is { } own)
            return new DriverPlan(name, own, options);
        if (settings.Host.Endpoint is { } only && count == 1)
            return new DriverPlan(name, only, options);
        if (settings.Host.Endpoint is not null)
            errors.Add($"Host:Endpoint is for one driver and {count} are served; set Drivers:{name}:Endpoint");
        var path = $"{settings.Host.SocketDirectory}/{name}/csi.sock";
        if (!CsiEndpoint.TryParse(path, out var endpoint, out var problem))
            errors.Add($"Host:SocketDirectory: {problem}");
        return new DriverPlan(name, endpoint, options);
    }
}
