using System.Security.Cryptography;
using System.Text;
using CsiHost.Abstractions.Errors;

namespace CsiHost.Plugins.S3.Provisioning;

/// <summary>
/// The prefix of a volume, as EFS volumes get their directory: the volume's name, or a pattern of the claim's names with an ending that makes it unique. The
/// ending follows from the volume's name, so a repeated call finds what the first one made.
/// </summary>
internal static class PrefixNaming
{
    private const int EndingBytes = 5;

    /// <returns>The prefix with a slash at its end and none at its beginning.</returns>
    /// <exception cref="CsiException">The pattern has an unknown part, or makes no prefix below the base prefix.</exception>
    public static string Create(string volumeName, IReadOnlyDictionary<string, string> parameters, bool isUnique)
    {
        var hasPattern = parameters.TryGetValue(ParameterKeys.SubPathPattern, out var pattern);
        var path = hasPattern ? Expand(pattern!, parameters) : volumeName;
        if (hasPattern && isUnique)
            path += "-" + Ending(volumeName);
        return Join(parameters.GetValueOrDefault(ParameterKeys.BasePrefix, ""), path);
    }

    private static string Expand(string pattern, IReadOnlyDictionary<string, string> parameters)
    {
        var result = pattern;
        foreach (var (name, key) in new[] { ("PVC.name", ParameterKeys.ClaimName), ("PVC.namespace", ParameterKeys.ClaimNamespace), ("PV.name", ParameterKeys.VolumeName) })
        {
            var part = "${." + name + "}";
            if (result.Contains(part, StringComparison.Ordinal) && !parameters.ContainsKey(key))
                throw CsiErrors.InvalidArgument($"parameters[{ParameterKeys.SubPathPattern}]", $"has {part}, which is not known; start the provisioner with --extra-create-metadata");
            result = result.Replace(part, parameters.GetValueOrDefault(key, ""), StringComparison.Ordinal);
        }

        return result.Contains("${", StringComparison.Ordinal) || result.Contains('}', StringComparison.Ordinal)
            ? throw CsiErrors.InvalidArgument($"parameters[{ParameterKeys.SubPathPattern}]", "knows only ${.PVC.name}, ${.PVC.namespace} and ${.PV.name}")
            : result;
    }

    private static string Ending(string volumeName) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(volumeName)).AsSpan(0, EndingBytes));

    /// <summary>An object's key is no path: "." and ".." mean nothing to S3 and something to every file system above it.</summary>
    private static string Join(string basePrefix, string path)
    {
        var parts = Split(basePrefix).Concat(Split(path)).ToList();
        if (Split(path).Length == 0 || parts.Exists(static part => part is "." or ".."))
            throw CsiErrors.InvalidArgument($"parameters[{ParameterKeys.SubPathPattern}]", $"makes the prefix '{path}'; it must not be empty nor have '.' or '..' as a part");
        return parts.Exists(static part => part.Any(char.IsControl))
            ? throw CsiErrors.InvalidArgument($"parameters[{ParameterKeys.SubPathPattern}]", "makes a prefix with a control character")
            : string.Join('/', parts) + "/";
    }

    private static string[] Split(string path) => path.Split('/', StringSplitOptions.RemoveEmptyEntries);
}
