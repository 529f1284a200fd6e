namespace CsiHost.Plugins.Findings;

/// <summary>What the files of the plugin folder can get wrong.</summary>
internal static partial class Diagnostics
{
    public static readonly Diagnostic RootUnusable = new(
        "CSH0001",
        "The plugin folder cannot be used",
        "The folder that holds all plugins must be given as an absolute path, exist and be readable. The host does not look anywhere else.",
        "Set Host:PluginDirectory to the absolute path of a readable folder.");

    public static readonly Diagnostic WritableByAll = new(
        "CSH0002",
        "A plugin file or folder is writable by everyone",
        "Whoever can write a plugin's files runs code with the host's privileges. The root, each plugin folder and each file in it must not be writable by others.",
        "Remove the right with 'chmod o-w' on the named path, or correct the image build.");

    public static readonly Diagnostic LinkLeadsOut = new(
        "CSH0003",
        "A link leads out of the plugin folder",
        "Files outside the folder are not covered by the read-only image, so a link to them would undo the check of the hashes. Links inside the folder are allowed.",
        "Replace the link by a copy of the file.");

    public static readonly Diagnostic ManifestMissing = new(
        "CSH0004",
        "A plugin folder has no plugin.json",
        "Each folder below the plugin folder is one plugin and holds the manifest that publishing it generated. A folder without one cannot be checked.",
        "Publish the plugin again with 'dotnet publish' and copy the whole output, or remove the folder.");

    public static readonly Diagnostic ManifestUnreadable = new(
        "CSH0005",
        "plugin.json is not valid",
        "The manifest is generated and strict: unknown, missing or repeated fields, wrong types and paths that leave the folder are refused, so that a typing error is never ignored.",
        "Publish the plugin again; do not edit plugin.json by hand.");

    public static readonly Diagnostic SchemaUnknown = new(
        "CSH0006",
        "plugin.json has a schema this host does not know",
        "The schema number rises when the manifest's format changes in a way that an older host would misread.",
        "Use a host that is at least as new as the tool that published the plugin.");

    public static readonly Diagnostic FileMissing = new(
        "CSH0007",
        "A file of the plugin is missing or cannot be read",
        "plugin.json lists every file of the plugin; one of them is not in the folder, or the host may not read it.",
        "Copy the whole publish output into the plugin's folder.");

    public static readonly Diagnostic FileChanged = new(
        "CSH0008",
        "A file of the plugin was changed",
        "The file's SHA-256 is not the one that plugin.json recorded when the plugin was published. The host runs nothing it cannot account for.",
        "Publish the plugin again and copy the whole output; do not change files of a published folder.");

    public static readonly Diagnostic FileUnlisted = new(
        "CSH0009",
        "A file is not listed in plugin.json",
        "A file that nobody accounted for could still be loaded as a dependency. The folder must hold what was published and nothing else.",
        "Remove the file, or publish the plugin again with it.");

    public static readonly Diagnostic NoPlugin = new(
        "CSH0010",
        "There is no plugin",
        "The host itself serves no driver: all storage systems are plugins.",
        "Copy at least one published plugin into its own folder below the plugin folder.");

    public static readonly Diagnostic LockUnreadable = new(
        "CSH0011",
        "plugins.lock.json is not valid",
        "The lock pins what an image variant is made of. A lock that cannot be read would leave the composition unchecked.",
        "Write it again with 'csi-host plugins lock DIR'.");

    public static readonly Diagnostic LockDiffers = new(
        "CSH0012",
        "A plugin is not the one that was locked",
        "plugins.lock.json records the version and the SHA-256 of the manifest of each plugin; the folder holds another build.",
        "Restore the locked build, or accept this one with 'csi-host plugins lock DIR'.");

    public static readonly Diagnostic NotInLock = new(
        "CSH0013",
        "A plugin is not in plugins.lock.json",
        "With a lock the composition is closed: a folder that was added later is refused.",
        "Remove the folder, or add it with 'csi-host plugins lock DIR'.");

    public static readonly Diagnostic RequiredMissing = new(
        "CSH0014",
        "A locked plugin is missing",
        "plugins.lock.json names the plugin, and there is no folder for it. A required plugin that is missing stops the host.",
        "Copy the published plugin into its folder, or write the lock again without it.");
}
