using System.Text.RegularExpressions;

namespace CsiHost.Plugins.S3.Controller.Templates;

/// <summary>What Kubernetes takes as a label's key and value.</summary>
internal static partial class LabelSyntax
{
    private const int MostName = 63;
    private const int MostPrefix = 253;

    public static bool IsValue(string text) => text.Length <= MostName && (text.Length == 0 || Name().IsMatch(text));

    /// <summary>A name, or a DNS subdomain, a slash and a name.</summary>
    public static bool IsKey(string text)
    {
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        var name = text[(slash + 1)..];
        var isPrefixed = slash < 0 || (slash is > 0 and <= MostPrefix && Subdomain().IsMatch(text[..slash]));
        return isPrefixed && name.Length is > 0 and <= MostName && Name().IsMatch(name);
    }

    [GeneratedRegex(@"\A[A-Za-z0-9]([A-Za-z0-9_.-]*[A-Za-z0-9])?\z")]
    private static partial Regex Name();

    [GeneratedRegex(@"\A[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*\z")]
    private static partial Regex Subdomain();
}
