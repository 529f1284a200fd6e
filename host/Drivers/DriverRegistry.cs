using System.Diagnostics.CodeAnalysis;

namespace CsiHost.Drivers;

/// <summary>The drivers of the process by name.</summary>
internal sealed class DriverRegistry
{
    private readonly Dictionary<string, DriverInstance> _drivers = new(StringComparer.Ordinal);

    public DriverRegistry(IEnumerable<DriverInstance> drivers)
    {
        foreach (var driver in drivers)
        {
            if (!_drivers.TryAdd(driver.Name.Value, driver))
            {
                throw new ArgumentException(
                    $"driver {driver.Name} is offered by plugin {_drivers[driver.Name.Value].Plugin.Id} and by plugin {driver.Plugin.Id}",
                    nameof(drivers));
            }
        }
    }

    /// <summary>All drivers, in the order of their names.</summary>
    public IReadOnlyList<DriverInstance> All => [.. _drivers.Values.OrderBy(driver => driver.Name.Value, StringComparer.Ordinal)];

    public bool TryGet(string name, [MaybeNullWhen(false)] out DriverInstance driver) => _drivers.TryGetValue(name, out driver);

    /// <summary>The driver, or an error that lists those there are.</summary>
    public DriverInstance Get(string name) =>
        TryGet(name, out var driver)
            ? driver
            : throw new KeyNotFoundException($"there is no driver {name}; known: {string.Join(", ", All.Select(known => known.Name))}");
}
