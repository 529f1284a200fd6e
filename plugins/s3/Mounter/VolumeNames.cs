namespace CsiHost.Plugins.S3.Mounter;

/// <summary>Which volume ids a mounter takes: they become file names.</summary>
internal static class VolumeNames
{
    private const int MaxLength = 200;

    /// <summary>Letters, digits, <c>.</c>, <c>_</c> and <c>-</c>, a letter or digit first.</summary>
    public static bool IsValid(string id) =>
        id.Length is > 0 and <= MaxLength && char.IsAsciiLetterOrDigit(id[0])
        && id.All(static character => char.IsAsciiLetterOrDigit(character) || character is '.' or '_' or '-');
}
