namespace CsiHost.Plugins.Findings;

/// <summary>What a plugin's assembly and the set of plugins can get wrong; seen in metadata, before any plugin code runs.</summary>
internal static partial class Diagnostics
{
    public static readonly Diagnostic NotAPlugin = new(
        "CSH0015",
        "The entry assembly is not a plugin",
        "The file that plugin.json names as entry must be a .NET assembly with exactly one [assembly: CsiPlugin(id, typeof(Entry))].",
        "Add the attribute and publish again.");

    public static readonly Diagnostic SameInterfaceTwice = new(
        "CSH0016",
        "Two classes serve one interface of a driver",
        "A driver may be spread over several classes marked [CsiBackend], but each contract interface of it has one implementation: otherwise the host would have to guess.",
        "Leave the interface to one of the classes named.");

    public static readonly Diagnostic WrongArchitecture = new(
        "CSH0017",
        "The plugin was compiled for another machine",
        "ReadyToRun code is compiled for one operating system and processor. Code for another one would not run here.",
        "Publish the plugin for this machine, for example with '-r linux-x64', or without ReadyToRun.");

    public static readonly Diagnostic NewerFramework = new(
        "CSH0018",
        "The plugin needs another .NET",
        "The plugin's target framework is newer than the runtime of the host, or not .NET at all.",
        "Build the plugin for the host's target framework.");

    public static readonly Diagnostic ContractMismatch = new(
        "CSH0019",
        "The plugin was built against a contract this host does not offer",
        "The host serves plugins of the same major version of CsiHost.Abstractions and of the same or an older minor version.",
        "Use a host of at least that contract version, or build the plugin against the version named.");

    public static readonly Diagnostic PrivateCopy = new(
        "CSH0020",
        "The plugin holds a copy of a shared assembly",
        "The contract and the assemblies of .NET and ASP.NET Core come from the host. A private copy would give types that look equal and are not.",
        "Reference CsiHost.Abstractions with ExcludeAssets=\"runtime\" and Private=\"false\", reference the framework instead of its packages, and publish framework-dependent.");

    public static readonly Diagnostic ReferenceMissing = new(
        "CSH0021",
        "The plugin references an assembly that is not there",
        "A reference of the entry assembly is neither shared by this host nor among the plugin's files. It would fail at the first call that needs it.",
        "Publish the plugin with the assembly, or use a host image that carries it.");

    public static readonly Diagnostic ManifestDiffers = new(
        "CSH0022",
        "plugin.json and the assembly disagree",
        "The manifest repeats what the attributes in the entry assembly say, and the folder is named for the id. Where they differ, one of them is not what was published.",
        "Publish the plugin again and copy it to a folder named for its id.");

    public static readonly Diagnostic DuplicateId = new(
        "CSH0023",
        "Two folders hold the same plugin",
        "A plugin id names the configuration section, the state and the log category, so it exists once.",
        "Remove one of the folders.");

    public static readonly Diagnostic DuplicateDriver = new(
        "CSH0024",
        "Two plugins serve one driver",
        "A CSI driver name has one socket and one owner.",
        "Remove one of the plugins named, or give its driver another name.");

    public static readonly Diagnostic DuplicateCommand = new(
        "CSH0025",
        "Two plugins export one command",
        "A drop-in command is found by its name alone.",
        "Remove one of the plugins named.");

    public static readonly Diagnostic SecondPolicy = new(
        "CSH0026",
        "The crypto policy is not alone",
        "A process has one OpenSSL and therefore one crypto policy, and a policy plugin holds nothing but the policy, because it is loaded before all others.",
        "Keep one policy plugin, and move drivers and services to a plugin of their own.");

    public static readonly Diagnostic RequirementUnmet = new(
        "CSH0027",
        "A plugin requires one that is not usable",
        "The plugin names another plugin in its 'requires', and that one is absent, was refused or failed, or the two require each other.",
        "Correct the plugin that is required first; it is named in the message.")
    { IsConsequence = true };

    public static readonly Diagnostic UnknownSection = new(
        "CSH0028",
        "The configuration names a plugin that is not there",
        "Each section below Plugins belongs to the plugin of that id. A section without a plugin is most often a misspelt id, and its settings would be lost.",
        "Correct the name of the section, or remove it.");
}
