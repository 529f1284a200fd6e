namespace CsiHost.StandIns.Kubernetes;

/// <summary>A rule of a Role (with a namespace) or ClusterRole (without); <c>*</c> stands for any verb.</summary>
public sealed record AccessRule(string Group, string Plural, params string[] Verbs)
{
    public string? Namespace { get; init; }

    /// <summary>Object names the rule is limited to; empty for all. Such a rule never allows create, list or watch.</summary>
    public IReadOnlyList<string> Names { get; init; } = [];

    internal bool Allows(RequestRecord request) =>
        request.Resource.Group == Group && request.Resource.Plural == Plural
        && (Verbs.Contains("*") || Verbs.Contains(request.Verb))
        && (Namespace is null || request.Resource.Namespace == Namespace)
        && (Names.Count == 0 || (request.Name is { } name && Names.Contains(name)));
}
