namespace CsiHost.Plugins.Inspection;

/// <summary>One mark on one class.</summary>
/// <param name="Kind">Which attribute.</param>
/// <param name="Value">Its argument: driver, policy or command name; empty for a service.</param>
/// <param name="TypeName">The class's full name, with <c>+</c> before a nested class.</param>
internal sealed record Mark(MarkKind Kind, string Value, string TypeName);
