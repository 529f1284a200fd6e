namespace CsiHost.Telemetry;

/// <summary>
/// Which log event ids belong to which room: a block of a hundred each. Messages carry their id as a literal; a test compares them with
/// this table.
/// </summary>
internal static class EventIds
{
    public const int BlockSize = 100;

    public static readonly IReadOnlyDictionary<string, int> FirstOfRoom = new Dictionary<string, int>
    {
        ["Hosting"] = 1000,
        ["Rpc"] = 1100,
        ["Pipeline"] = 1200,
        ["Drivers"] = 1300,
        ["Plugins"] = 1400,
        ["Mounts"] = 1500,
        ["Processes"] = 1600,
        ["Kubernetes"] = 1700,
        ["Crypto"] = 1800,
        ["Telemetry"] = 1900,
        ["Cli"] = 2000,
        ["State"] = 2100,
        ["Native"] = 2200,
    };
}
