namespace CsiHost.Plugins.Findings;

/// <summary>What can go wrong while a plugin's code is loaded, configured, started and stopped.</summary>
internal static partial class Diagnostics
{
    public static readonly Diagnostic TypesBroken = new(
        "CSH0029",
        "The plugin's types cannot be loaded",
        "The runtime could not load every type of the entry assembly, most often because a dependency has another version than the one compiled against.",
        "Publish the plugin again from a clean build, and compare the versions of the packages named.");

    public static readonly Diagnostic EntryUnusable = new(
        "CSH0030",
        "The plugin's entry class cannot be used",
        "The class named in [assembly: CsiPlugin] must implement ICsiPlugin and have a parameterless constructor that does not throw.",
        "Correct the class named in the message.");

    public static readonly Diagnostic ConfigureFailed = new(
        "CSH0031",
        "The plugin's Configure failed",
        "ICsiPlugin.Configure threw. It may register services and read its options, and does no input or output.",
        "Correct the cause in the message; work that can fail belongs in IPluginLifecycle.StartAsync.");

    public static readonly Diagnostic ConfigureSlow = new(
        "CSH0032",
        "The plugin's Configure did not return",
        "ICsiPlugin.Configure must return at once. The host gave up waiting.",
        "Move work that waits to IPluginLifecycle.StartAsync.");

    public static readonly Diagnostic ConfigurationWrong = new(
        "CSH0033",
        "The plugin's configuration is wrong",
        "A key below Plugins:<id> is unknown, a value cannot be converted or a rule is broken. Every such finding is printed.",
        "Correct the keys named in the message.");

    public static readonly Diagnostic ContainerBroken = new(
        "CSH0034",
        "The plugin's services cannot be constructed",
        "The host builds the plugin's container and checks at once that every constructor parameter can be given, and that no class is registered twice.",
        "Register the missing service in Configure, or remove the second registration.");

    public static readonly Diagnostic MarkMisplaced = new(
        "CSH0035",
        "A mark is on a class that cannot carry it",
        "[CsiBackend] and [CsiService] need a class that implements an interface of the contract, [CsiCryptoPolicy] one that implements ICryptoPolicy, [CsiCommand] one that implements ICsiCommand; none may be abstract, static or generic.",
        "Implement the interface or remove the mark.");

    public static readonly Diagnostic HostedService = new(
        "CSH0036",
        "The plugin registers a hosted service",
        "The host does not run hosted services of plugins: nothing starts unseen.",
        "Implement IPluginLifecycle and mark the class with [CsiService].");

    public static readonly Diagnostic PolicyUnsatisfied = new(
        "CSH0037",
        "The crypto policy is not satisfied",
        "The policy of this process checked the cryptographic module and found a demand unmet. The host opens no socket and loads no backend.",
        "Run 'csi-host crypto' for the evidence and correct the image or the environment of the pod.");

    public static readonly Diagnostic StartFailed = new(
        "CSH0038",
        "A plugin failed to start",
        "IPluginLifecycle.StartAsync threw.",
        "Correct the cause in the message; the log has the whole exception.");

    public static readonly Diagnostic StartSlow = new(
        "CSH0039",
        "A plugin did not start in time",
        "IPluginLifecycle.StartAsync did not return within Host:StartTimeout.",
        "Find out what the plugin waits for, or raise Host:StartTimeout.");

    public static readonly Diagnostic StopFailed = new(
        "CSH0040",
        "A plugin failed to stop",
        "IPluginLifecycle.StopAsync threw or did not return within Host:ShutdownTimeout. The host goes on stopping the others.",
        "Look for the exception in the log; the plugin's state is recovered at the next start.");

    public static readonly Diagnostic PolicyRefusesPlugin = new(
        "CSH0041",
        "The crypto policy refuses the plugin",
        "The policy of this process read the metadata of the plugin's files and found cryptography that it does not allow, for example an algorithm carried in managed code.",
        "Remove the type or the call named in the message from the plugin, or run the plugin under another policy.");
}
