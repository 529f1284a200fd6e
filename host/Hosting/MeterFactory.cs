using System.Diagnostics.Metrics;

namespace CsiHost.Hosting;

/// <summary>Makes the meters of plugins, one a name, and disposes them with the host.</summary>
internal sealed class MeterFactory : IMeterFactory
{
    private readonly Lock _turn = new();
    private readonly Dictionary<string, Meter> _meters = new(StringComparer.Ordinal);

    public Meter Create(MeterOptions options)
    {
        lock (_turn)
        {
            if (!_meters.TryGetValue(options.Name, out var meter))
                _meters[options.Name] = meter = new Meter(options.Name, options.Version, options.Tags, scope: this);
            return meter;
        }
    }

    public void Dispose()
    {
        lock (_turn)
        {
            foreach (var meter in _meters.Values)
                meter.Dispose();
            _meters.Clear();
        }
    }
}
