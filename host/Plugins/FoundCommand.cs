using CsiHost.Abstractions.Commands;

namespace CsiHost.Plugins;

/// <summary>A drop-in command and the plugin it comes from.</summary>
/// <param name="PluginId">For <see cref="PluginHostOptions.Select"/>: a command runs its own plugin alone.</param>
/// <param name="Command">Interprets the command line.</param>
internal sealed record FoundCommand(string PluginId, ICsiCommand Command);
