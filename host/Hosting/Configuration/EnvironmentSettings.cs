namespace CsiHost.Hosting.Configuration;

/// <summary>Reads <c>CSIHOST__A__B</c> as the key <c>A:B</c>, and <c>CSI_ENDPOINT</c>, which the CSI specification defines.</summary>
internal static class EnvironmentSettings
{
    private const string Prefix = "CSIHOST__";

    public static void Read(IReadOnlyDictionary<string, string> environment, SettingSet settings)
    {
        if (environment.TryGetValue("CSI_ENDPOINT", out var endpoint) && endpoint.Length > 0)
            settings.Set("Host:Endpoint", endpoint, "CSI_ENDPOINT");
        foreach (var (name, value) in environment)
        {
            if (name.StartsWith(Prefix, StringComparison.Ordinal))
                settings.Set(name[Prefix.Length..].Replace("__", ":", StringComparison.Ordinal), value, name);
        }
    }
}
