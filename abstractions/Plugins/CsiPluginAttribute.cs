namespace CsiHost.Abstractions.Plugins;

/// <summary>
/// Names the assembly's plugin: its id and the class the host constructs. The build copies the id into <c>plugin.json</c>; the host
/// refuses a plugin whose attribute and manifest differ.
/// </summary>
/// <param name="id">Lower-case letters, digits and <c>-</c>, at most 63 characters, for example <c>aws-efs</c>. Also the name of the
/// plugin's folder and of its configuration section <c>Plugins:&lt;id&gt;</c>.</param>
/// <param name="entryType">A public or internal class with a parameterless constructor that implements <see cref="ICsiPlugin"/>.</param>
[AttributeUsage(AttributeTargets.Assembly)]
public sealed class CsiPluginAttribute(string id, Type entryType) : Attribute
{
    /// <summary>The plugin's id.</summary>
    public string Id { get; } = id;

    /// <summary>The class that implements <see cref="ICsiPlugin"/>.</summary>
    public Type EntryType { get; } = entryType;
}
