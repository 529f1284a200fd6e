using System.Text;
using CsiHost.Abstractions.Ports;

namespace CsiHost.Kubernetes;

/// <summary>Paths and queries of the API.</summary>
internal static class ApiPaths
{
    public static string Collection(KubernetesResource resource)
    {
        var path = new StringBuilder(resource.Group.Length == 0 ? "/api" : $"/apis/{Segment(resource.Group)}");
        path.Append('/').Append(Segment(resource.Version));
        if (resource.Namespace is { } space)
            path.Append("/namespaces/").Append(Segment(space));
        return path.Append('/').Append(Segment(resource.Plural)).ToString();
    }

    public static string Object(KubernetesResource resource, string name) => $"{Collection(resource)}/{Segment(name)}";

    /// <summary>A query string; pairs with an empty value are left out.</summary>
    public static string Query(params ReadOnlySpan<(string Name, string Value)> pairs)
    {
        var query = new StringBuilder();
        foreach (var (name, value) in pairs)
        {
            if (value.Length > 0)
                query.Append(query.Length == 0 ? '?' : '&').Append(name).Append('=').Append(Uri.EscapeDataString(value));
        }

        return query.ToString();
    }

    /// <summary>Dots and slashes would address another object than the one named; no Kubernetes name is made of them.</summary>
    private static string Segment(string text) =>
        text is "" or "." or ".." || text.Contains('/', StringComparison.Ordinal)
            ? throw new ArgumentException($"'{text}' cannot be part of a Kubernetes path")
            : Uri.EscapeDataString(text);
}
