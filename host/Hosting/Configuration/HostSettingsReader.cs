using CsiHost.Abstractions.Errors;
using CsiHost.Abstractions.Models;
using Microsoft.Extensions.Configuration;

namespace CsiHost.Hosting.Configuration;

/// <summary>Turns keys into options. All errors are reported at once.</summary>
internal static class HostSettingsReader
{
    private static readonly string[] Sections = ["Host", "Drivers", "Plugins", "Logging"];

    /// <exception cref="ConfigurationException">Something is wrong; nothing was started.</exception>
    public static HostSettings Read(SettingSet settings)
    {
        foreach (var section in settings.ChildrenOf(""))
        {
            if (!Sections.Contains(section, StringComparer.OrdinalIgnoreCase))
                settings.Errors.Add($"{section} is not a known section{Suggestion.For(section, Sections)}");
        }

        var result = new HostSettings
        {
            Host = HostSection.Read(settings),
            Drivers = ReadDrivers(settings),
            Logging = LoggingSection.Read(settings),
            ConfiguredPlugins = settings.ChildrenOf("Plugins"),
            Configuration = new ConfigurationBuilder()
                .AddInMemoryCollection(settings.ToDictionary())
                .Build(),
        };
        return settings.Errors.Count == 0 ? result : throw new ConfigurationException(settings.Errors);
    }

    private static Dictionary<string, DriverOptions> ReadDrivers(SettingSet settings)
    {
        var drivers = new Dictionary<string, DriverOptions>(StringComparer.OrdinalIgnoreCase);
        foreach (var name in settings.ChildrenOf("Drivers"))
        {
            try
            {
                drivers.Add(new DriverName(name).Value, ReadDriver(settings, name));
            }
            catch (CsiException e)
            {
                settings.Errors.Add($"Drivers:{name}: {e.Message}");
            }
        }

        return drivers;
    }

    private static DriverOptions ReadDriver(SettingSet settings, string name)
    {
        var defaults = new DriverOptions();
        var section = new SectionReader(settings, "Drivers:" + name);
        var options = new DriverOptions
        {
            Endpoint = HostSection.ReadEndpoint(section, "Endpoint"),
            KubeletEndpoint = section.Folder("KubeletEndpoint", "") is { Length: > 0 } path ? path : null,
            SocketMode = section.Read("SocketMode", defaults.SocketMode, "an octal file mode such as 0600 or 0660", TryParseMode),
            MaxConcurrentCalls = section.Number("MaxConcurrentCalls", defaults.MaxConcurrentCalls),
            CallTimeout = section.Duration("CallTimeout", defaults.CallTimeout),
            StartupTaint = section.OptionalText("StartupTaint"),
        };
        section.RejectUnknown();
        return options;
    }

    private static bool TryParseMode(string text, out UnixFileMode mode)
    {
        mode = default;
        if (text.Length is < 3 or > 4 || !text.All(static digit => digit is >= '0' and <= '7'))
            return false;
        mode = (UnixFileMode)Convert.ToInt32(text, 8);
        return (mode & ~(UnixFileMode)0b111_111_111) == 0;
    }
}
