namespace CsiHost.Plugins.Efs.Tunnels.Stunnel;

/// <summary>What the installed stunnel understands; it says so on <c>stunnel -help</c>.</summary>
internal sealed record StunnelFeatures
{
    /// <summary><c>foreground = quiet</c>.</summary>
    public bool HasQuiet { get; init; }

    public bool HasCheckHost { get; init; }

    public bool HasOcspAia { get; init; }

    public bool HasLibwrap { get; init; }

    /// <summary>Reads the help text: a line for each option, its values after the name.</summary>
    public static StunnelFeatures Parse(string help)
    {
        var lines = help.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        return new StunnelFeatures
        {
            HasQuiet = lines.Any(line => Starts(line, "foreground") && line.Contains("quiet", StringComparison.Ordinal)),
            HasCheckHost = lines.Any(line => Starts(line, "checkHost")),
            HasOcspAia = lines.Any(line => Starts(line, "OCSPaia")),
            HasLibwrap = lines.Any(line => Starts(line, "libwrap")),
        };
    }

    private static bool Starts(string line, string option) =>
        line.StartsWith(option, StringComparison.Ordinal) && (line.Length == option.Length || !char.IsLetterOrDigit(line[option.Length]));
}
