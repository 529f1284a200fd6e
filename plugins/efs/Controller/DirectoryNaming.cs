using System.Security.Cryptography;
using System.Text;
using CsiHost.Abstractions.Errors;
using CsiHost.Plugins.Efs.Volumes;

namespace CsiHost.Plugins.Efs.Controller;

/// <summary>The directory of a volume. Pure.</summary>
internal static class DirectoryNaming
{
    private const int MaxBytes = 100;
    private const int MaxDepth = 5;
    private const int MaxPlainName = 64;

    /// <param name="volumeName">The name of the request.</param>
    /// <param name="parameters">The parameters of the storage class and of the claim.</param>
    /// <param name="suffix">What makes the directory unique; used only with a pattern and without <c>ensureUniqueDirectory: false</c>.</param>
    /// <exception cref="CsiException">The pattern has an unknown part, or the path is too long, too deep or outside of the base path.</exception>
    public static string Create(string volumeName, IReadOnlyDictionary<string, string> parameters, string suffix)
    {
        var basePath = parameters.GetValueOrDefault(ParameterKeys.BasePath, "");
        if (!parameters.TryGetValue(ParameterKeys.SubPathPattern, out var pattern))
            return Check(basePath, Plain(volumeName), ParameterKeys.BasePath);
        var directory = Expand(pattern, parameters);
        if (IsUnique(parameters))
            directory += $"-{suffix}";
        return Check(basePath, directory, ParameterKeys.SubPathPattern);
    }

    // A name may hold anything; what is no single, short part of a path is replaced by its hash.
    private static string Plain(string name) =>
        name.Length <= MaxPlainName && name is not ("." or "..") && name.All(static character => char.IsAsciiLetterOrDigit(character) || character is '-' or '_' or '.')
            ? name
            : "volume-" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(name)).AsSpan(0, 16));

    private static bool IsUnique(IReadOnlyDictionary<string, string> parameters) =>
        !parameters.TryGetValue(ParameterKeys.EnsureUniqueDirectory, out var text) || !GoBoolean.TryParse(text, out var value) || value;

    private static string Expand(string pattern, IReadOnlyDictionary<string, string> parameters)
    {
        var result = pattern;
        foreach (var (name, key) in new[] { ("PVC.name", ParameterKeys.PvcName), ("PVC.namespace", ParameterKeys.PvcNamespace), ("PV.name", ParameterKeys.PvName) })
            result = result.Replace("${." + name + "}", parameters.GetValueOrDefault(key, ""), StringComparison.Ordinal);
        if (result.Contains("${", StringComparison.Ordinal) || result.Contains('}', StringComparison.Ordinal))
        {
            throw CsiErrors.InvalidArgument(
                ProvisioningSwitches.Field(ParameterKeys.SubPathPattern), "knows only ${.PVC.name}, ${.PVC.namespace} and ${.PV.name}");
        }
        return result;
    }

    private static string Check(string basePath, string directory, string key)
    {
        var root = GoPath.Clean("/" + basePath);
        var path = GoPath.Clean($"/{basePath}/{directory}");
        var field = ProvisioningSwitches.Field(key);
        if (root != "/" && path != root && !path.StartsWith(root + "/", StringComparison.Ordinal))
            throw CsiErrors.InvalidArgument(field, $"makes the directory '{path}', which is outside of the base path '{root}'");
        if (path.AsSpan().ContainsAnyInRange('\0', '\x1f'))
            throw CsiErrors.InvalidArgument(field, "has a control character");
        if (Encoding.UTF8.GetByteCount(path) > MaxBytes)
            throw CsiErrors.InvalidArgument(field, $"makes the directory '{path}', which is longer than {MaxBytes} bytes");
        return path.AsSpan().Count('/') <= MaxDepth
            ? path
            : throw CsiErrors.InvalidArgument(field, $"makes the directory '{path}', which is deeper than {MaxDepth} levels");
    }
}
