namespace CsiHost.Abstractions.Plugins;

/// <summary>
/// Marks a class of the plugin that belongs to no driver: a mount-step handler (<see cref="Mounts.IMountStepHandler"/>) or a background
/// service (<see cref="IPluginLifecycle"/>). Registered as a singleton under each contract interface it implements.
/// </summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class CsiServiceAttribute : Attribute;
