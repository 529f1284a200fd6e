namespace CsiHost.Plugins.Efs.Metadata;

/// <summary>Tells the id of this node's zone.</summary>
internal interface IZoneIds
{
    /// <summary>The id, for example <c>use1-az4</c>; null when no source tells it. Kept once it is known.</summary>
    ValueTask<string?> FindAsync(CancellationToken cancellationToken);
}
