namespace CsiHost.Cli;

/// <summary>What the process ends with; docs/operations.md lists them for operators.</summary>
internal enum ExitCode
{
    /// <summary>Done, or stopped by a signal after draining.</summary>
    Ok = 0,

    /// <summary>Failed while running, a call of <c>ctl</c> was refused, or a second signal cut the drain short.</summary>
    Failure = 1,

    /// <summary>Unknown command or flag, or a bad value of a flag.</summary>
    Usage = 2,

    /// <summary>The configuration is wrong; every error was printed.</summary>
    Configuration = 64,

    /// <summary>A plugin was refused or could not be loaded or configured.</summary>
    Plugin = 65,

    /// <summary>A plugin failed or timed out while it started.</summary>
    PluginStart = 66,

    /// <summary>A socket or HTTP endpoint cannot be opened.</summary>
    Endpoint = 67,

    /// <summary>The crypto policy is not met.</summary>
    CryptoPolicy = 78,
}
