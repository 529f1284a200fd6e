using CsiHost.Abstractions.Errors;
using CsiHost.Plugins.Efs.Volumes;

namespace CsiHost.Plugins.Efs.Controller;

/// <summary>The parameters that are true or false; checked before everything else.</summary>
internal sealed record ProvisioningSwitches
{
    public bool ReusesAccessPoint { get; init; }

    public bool EnforcesZone { get; init; }

    public bool Tags { get; init; } = true;

    /// <exception cref="CsiException">A value is no boolean, or tagging is off while the driver has tags.</exception>
    public static ProvisioningSwitches Parse(IReadOnlyDictionary<string, string> parameters, bool hasDriverTags)
    {
        var switches = new ProvisioningSwitches
        {
            ReusesAccessPoint = Read(parameters, ParameterKeys.ReuseAccessPoint, false),
            EnforcesZone = Read(parameters, ParameterKeys.EnforceZoneAffinity, false),
            Tags = Read(parameters, ParameterKeys.EnableTagging, true),
        };
        if (!switches.Tags && hasDriverTags)
            throw CsiErrors.InvalidArgument(Field(ParameterKeys.EnableTagging), "must not be false while the driver is started with --tags; remove one of them");
        return switches;
    }

    public static string Field(string key) => $"parameters[{key}]";

    private static bool Read(IReadOnlyDictionary<string, string> parameters, string key, bool fallback)
    {
        if (!parameters.TryGetValue(key, out var text))
            return fallback;
        return GoBoolean.TryParse(text, out var value) ? value : throw CsiErrors.InvalidArgument(Field(key), $"must be true or false, not '{text}'");
    }
}
