namespace CsiHost.StandIns.Kubernetes;

/// <summary>What a path addresses.</summary>
internal sealed record RequestTarget(ResourceAddress Resource, string? Name)
{
    public static RequestTarget? Parse(string path)
    {
        var parts = path.Trim('/').Split('/').Select(Uri.UnescapeDataString).ToArray();
        if (parts.Contains(""))
            return null;
        return parts switch
        {
            ["api", "v1", .. var rest] => Parse("", "v1", rest),
            ["apis", var group, var version, .. var rest] => Parse(group, version, rest),
            _ => null,
        };
    }

    private static RequestTarget? Parse(string group, string version, string[] parts) => parts switch
    {
        ["namespaces", var space, var plural] => new(new(group, version, plural, space), null),
        ["namespaces", var space, var plural, var name] => new(new(group, version, plural, space), name),
        [var plural] => new(new(group, version, plural), null),
        [var plural, var name] => new(new(group, version, plural), name),
        _ => null,
    };
}
