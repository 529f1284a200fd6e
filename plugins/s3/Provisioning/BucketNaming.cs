using System.Text.RegularExpressions;
using CsiHost.Abstractions.Errors;

namespace CsiHost.Plugins.S3.Provisioning;

/// <summary>Names of buckets (general purpose).</summary>
internal static partial class BucketNaming
{
    private const int Most = 63;

    /// <summary>The bucket of a volume: a prefix of the administrator's and the volume's own name, which is unique by itself.</summary>
    /// <exception cref="CsiException">Prefix and name make no bucket name.</exception>
    public static string Create(string prefix, string volumeName)
    {
        var name = prefix + volumeName.ToLowerInvariant().Replace('_', '-');
        return FindProblem(name) is { } problem
            ? throw CsiErrors.InvalidArgument($"parameters[{ParameterKeys.BucketNamePrefix}]", $"and the volume's name make '{name}', which is no bucket name: {problem}")
            : name;
    }

    /// <summary>Why a text is no bucket name; null when it is one.</summary>
    public static string? FindProblem(string name) =>
        name.Length is < 3 or > Most ? $"it must have 3 to {Most} characters"
        : !Syntax().IsMatch(name) ? "it must be of lower-case letters, digits, '-' and '.', with a letter or digit at both ends and on both sides of each '.'"
        : Address().IsMatch(name) ? "it must not look like an IP address"
        : name.StartsWith("xn--", StringComparison.Ordinal) || name.EndsWith("-s3alias", StringComparison.Ordinal) ? "its beginning or end is reserved"
        : null;

    [GeneratedRegex(@"\A[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*\z")]
    private static partial Regex Syntax();

    [GeneratedRegex(@"\A\d+\.\d+\.\d+\.\d+\z")]
    private static partial Regex Address();
}
