namespace CsiHost.Pipeline.Validation;

/// <summary>Which characters a text may hold.</summary>
internal enum TextKind
{
    /// <summary>No control character: ids go into logs and file names.</summary>
    Id,

    /// <summary>Any Unicode but control characters; tab and line ends are allowed, as the specification says for names.</summary>
    Name,

    /// <summary>Anything: only whoever made it can read it.</summary>
    Opaque,
}
