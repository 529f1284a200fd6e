namespace CsiHost.StandIns.Kubernetes;

/// <summary>One object.</summary>
public sealed record ObjectAddress(ResourceAddress Resource, string Name)
{
    /// <summary>The order of a list.</summary>
    public string SortKey => $"{Resource.Namespace}/{Name}";
}
