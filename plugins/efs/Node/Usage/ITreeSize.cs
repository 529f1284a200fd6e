namespace CsiHost.Plugins.Efs.Node.Usage;

/// <summary>Adds up what a directory tree uses.</summary>
internal interface ITreeSize
{
    /// <summary>Walks. Blocks, and on a dead file system for ever: call it on a thread of its own.</summary>
    /// <returns>Bytes of the blocks that the files have, each file once however many names it has; other file systems mounted below are not entered.</returns>
    /// <exception cref="IOException">A directory cannot be read.</exception>
    long Measure(string root, CancellationToken cancellationToken);
}
