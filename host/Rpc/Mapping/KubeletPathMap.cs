using CsiHost.Abstractions.Models;

namespace CsiHost.Rpc.Mapping;

/// <summary>
/// Turns paths as kubelet names them into those of this container, where kubelet's folder is mounted at another place than on the node.
/// </summary>
/// <param name="Requested">kubelet's root in requests.</param>
/// <param name="Root">The same folder here.</param>
internal sealed record KubeletPathMap(AbsolutePath Requested, AbsolutePath Root)
{
    /// <summary>Null when both are the same place.</summary>
    public static KubeletPathMap? Between(AbsolutePath? requested, AbsolutePath root) =>
        requested is { } other && other.Value != root.Value ? new KubeletPathMap(other, root) : null;

    /// <summary>A path elsewhere stays as it is; whether it is allowed is not decided here.</summary>
    public AbsolutePath Apply(AbsolutePath path) => path.IsWithin(Requested) ? new AbsolutePath(Root.Value + path.Value[Requested.Value.Length..]) : path;
}
