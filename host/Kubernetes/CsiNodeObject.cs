namespace CsiHost.Kubernetes;

/// <summary>A CSINode: the drivers that kubelet has registered.</summary>
internal sealed record CsiNodeObject(CsiNodeObject.CsiNodeSpec? Spec)
{
    public bool Lists(string driver) => Spec?.Drivers?.Any(entry => entry.Name == driver) == true;

    internal sealed record CsiNodeSpec(IReadOnlyList<Driver>? Drivers);

    internal sealed record Driver(string? Name);
}
