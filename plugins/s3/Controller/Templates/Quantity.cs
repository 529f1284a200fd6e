using System.Text.RegularExpressions;

namespace CsiHost.Plugins.S3.Controller.Templates;

/// <summary>Kubernetes quantities such as <c>500m</c>, <c>1Gi</c>, <c>1e3</c>: whether a text is one. Their value is the API server's business.</summary>
internal static partial class Quantity
{
    public const string Accepts = "a quantity such as 250m, 512Mi or 2Gi, not negative";

    public static bool IsValid(string text) => Syntax().IsMatch(text);

    [GeneratedRegex(@"\A\+?([0-9]+(\.[0-9]*)?|\.[0-9]+)(([KMGTPE]i)|[numkMGTPE]|([eE][+-]?[0-9]+))?\z")]
    private static partial Regex Syntax();
}
