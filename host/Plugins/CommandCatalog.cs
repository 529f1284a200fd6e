using CsiHost.Abstractions.Commands;
using CsiHost.Plugins.Checks;
using CsiHost.Plugins.Findings;
using CsiHost.Plugins.Inspection;
using CsiHost.Plugins.Loading;

namespace CsiHost.Plugins;

/// <summary>
/// Finds a drop-in command by the manifests and constructs it. This is the one piece of plugin code that runs before the crypto policy is
/// verified: a pure function from a command line to configuration, without container, ports or network. The plugin is checked like any
/// other first, and the host goes on with the same loaded assembly.
/// </summary>
internal static class CommandCatalog
{
    /// <summary>Null when no plugin exports the name.</summary>
    /// <exception cref="PluginLoadException">The plugin that exports it is not fit to run.</exception>
    public static FoundCommand? Find(PluginInspection inspection, string name)
    {
        if (inspection.Plugins.FirstOrDefault(plugin => plugin.Manifest?.Commands.Contains(name) is true) is not { } candidate)
            return null;
        if (inspection.Fatal.Count > 0 || !inspection.LoadOrder.Contains(candidate))
            throw new PluginLoadException(inspection.Findings);
        var mark = candidate.Facts!.MarksOf(MarkKind.Command).First(mark => mark.Value == name);
        var command = PluginLoader.Construct<ICsiCommand>(candidate.Load(), mark.TypeName, candidate.Folder, Diagnostics.MarkMisplaced);
        return new FoundCommand(candidate.Id, command);
    }
}
