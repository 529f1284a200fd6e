namespace CsiHost.Abstractions.Plugins;

/// <summary>
/// Marks a class that implements <see cref="Commands.ICsiCommand"/>: the host acts as that command when it is started under this name
/// (a link) or as <c>csi-host NAME</c>.
/// </summary>
/// <param name="name">File name of the binary that is replaced, for example <c>aws-efs-csi-driver</c>.</param>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true)]
public sealed class CsiCommandAttribute(string name) : Attribute
{
    /// <summary>The command's name.</summary>
    public string Name { get; } = name;
}
