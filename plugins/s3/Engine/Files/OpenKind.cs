namespace CsiHost.S3Engine.Files;

/// <summary>What an open becomes.</summary>
internal enum OpenKind
{
    Read,

    /// <summary>A new object, or one in place of the old.</summary>
    Write,

    /// <summary>On from the object's end.</summary>
    Append,
}
