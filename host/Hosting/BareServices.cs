using CsiHost.Hosting.Configuration;
using CsiHost.Hosting.Logging;
using CsiHost.Plugins;

namespace CsiHost.Hosting;

/// <summary>The services that loading a crypto policy needs and nothing more: no backend is loaded, so no ports.</summary>
internal sealed class BareServices(HostSettings settings) : IAsyncDisposable
{
    private readonly HostLoggerFactory _loggers = new(settings.Logging, Console.OpenStandardError(), TimeProvider.System);
    private readonly MeterFactory _meters = new();

    public PluginServices ForPlugins() => new()
    {
        Configuration = settings.Configuration,
        Logging = _loggers,
        Meters = _meters,
        Time = TimeProvider.System,
        Ports = static (plugin, _) => throw new NotSupportedException($"plugin {plugin.Id} is not loaded here"),
    };

    public ValueTask DisposeAsync()
    {
        _meters.Dispose();
        _loggers.Dispose();
        return ValueTask.CompletedTask;
    }
}
