namespace CsiHost.Plugins.Efs.Metadata;

/// <summary>The instance metadata service of EC2 (IMDS).</summary>
internal interface IInstanceMetadata
{
    /// <summary>Reads a value.</summary>
    /// <param name="path">Below <c>/latest/</c>, for example <c>meta-data/instance-id</c>.</param>
    /// <param name="cancellationToken">The limit.</param>
    /// <returns>Null when the service is switched off, does not answer or does not have it.</returns>
    ValueTask<string?> FindAsync(string path, CancellationToken cancellationToken);
}
