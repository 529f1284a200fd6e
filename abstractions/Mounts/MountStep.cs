using System.Text.Json.Serialization;

namespace CsiHost.Abstractions.Mounts;

/// <summary>
/// One effect of a <see cref="MountPlan"/>: a <see cref="DirectoryStep"/>, <see cref="FileSystemMountStep"/>, <see cref="BindMountStep"/>,
/// <see cref="HelperProcessStep"/> or a plugin's own <see cref="CustomStep"/>. Applying a step that is already in effect does nothing.
/// </summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "step")]
[JsonDerivedType(typeof(DirectoryStep), "directory")]
[JsonDerivedType(typeof(FileSystemMountStep), "mount")]
[JsonDerivedType(typeof(BindMountStep), "bind")]
[JsonDerivedType(typeof(HelperProcessStep), "helper")]
[JsonDerivedType(typeof(CustomStep), "custom")]
public abstract record MountStep
{
    /// <summary>
    /// When set, the step is shared: plans of one driver that hold a step with an equal key share one effect, which is reverted with the last of
    /// them. Example: one file-system mount that several targets bind.
    /// </summary>
    public string? SharedKey { get; init; }
}
