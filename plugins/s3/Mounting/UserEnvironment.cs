using CsiHost.Abstractions.Errors;

namespace CsiHost.Plugins.S3.Mounting;

/// <summary>The environment variables of mount-s3 that a volume may set.</summary>
internal static class UserEnvironment
{
    private static readonly string[] Allowed = ["HTTPS_PROXY", "NO_PROXY"];

    /// <exception cref="CsiException">An attribute names another variable (InvalidArgument).</exception>
    public static IReadOnlyDictionary<string, string> Read(IReadOnlyDictionary<string, string> attributes)
    {
        var found = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (key, value) in attributes.Where(static pair => pair.Key.StartsWith(NodeAttributes.EnvironmentPrefix, StringComparison.Ordinal)))
        {
            var name = key[NodeAttributes.EnvironmentPrefix.Length..];
            if (!Allowed.Contains(name))
            {
                throw new CsiException(
                    CsiErrorKind.InvalidArgument,
                    $"Could not parse user environment: environment variable not allowed: {key} (allowed: [{string.Join(' ', Allowed)}])");
            }

            found[name] = value;
        }

        return found;
    }
}
