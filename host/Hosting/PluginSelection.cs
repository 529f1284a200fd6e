using CsiHost.Plugins.Checks;

namespace CsiHost.Hosting;

/// <summary>The one plugin that a drop-in command runs, out of a folder that was inspected to find the command.</summary>
internal sealed record PluginSelection(PluginInspection Inspection, string PluginId);
