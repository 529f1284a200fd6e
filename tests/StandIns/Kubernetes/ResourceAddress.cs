namespace CsiHost.StandIns.Kubernetes;

/// <summary>A collection: group (empty for core), version, plural, and a namespace or none for cluster scope or all namespaces.</summary>
public sealed record ResourceAddress(string Group, string Version, string Plural, string? Namespace = null)
{
    public static ResourceAddress Core(string plural, string? space = null) => new("", "v1", plural, space);

    public string ApiVersion => Group.Length == 0 ? Version : $"{Group}/{Version}";

    public ObjectAddress Named(string name) => new(this, name);

    /// <summary>Whether an object is in the collection.</summary>
    public bool Contains(ObjectAddress item) =>
        item.Resource.Group == Group && item.Resource.Version == Version && item.Resource.Plural == Plural
        && (Namespace is null || item.Resource.Namespace == Namespace);
}
