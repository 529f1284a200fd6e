namespace CsiHost.S3Engine.Files;

/// <summary>What stands behind a name.</summary>
internal enum NodeState
{
    /// <summary>An object or a prefix of the bucket.</summary>
    Remote,

    /// <summary>Made here, and not in the bucket yet: a new directory, or a file that nobody opened.</summary>
    Local,

    /// <summary>A file whose upload runs or is still to be finished.</summary>
    Writing,

    /// <summary>A rename of it is on its way.</summary>
    Renaming,
}
