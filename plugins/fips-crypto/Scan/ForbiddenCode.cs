using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace CsiHost.Plugins.FipsCrypto.Scan;

/// <summary>
/// Finds cryptography that OpenSSL's provider would never see: algorithms in managed code, libraries that bring their own, and calls of
/// .NET that OpenSSL serves outside its provider. Reads metadata; loads nothing.
/// </summary>
internal static class ForbiddenCode
{
    /// <returns>A sentence for each find, naming the file and the type or member.</returns>
    public static IReadOnlyList<string> FindIn(string path)
    {
        var file = Path.GetFileName(path);
        try
        {
            if (path.EndsWith(".so", StringComparison.Ordinal))
                return [$"{file} is a native library: what cryptography is in it cannot be seen."];
            using var stream = File.OpenRead(path);
            using var image = new PEReader(stream);
            return image.HasMetadata ? Find(file, image.GetMetadataReader()) : [$"{file} is a native library: what cryptography is in it cannot be seen."];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or BadImageFormatException)
        {
            return [$"{file} cannot be read: {e.Message}"];
        }
    }

    private static List<string> Find(string file, MetadataReader metadata)
    {
        var name = metadata.IsAssembly ? metadata.GetString(metadata.GetAssemblyDefinition().Name) : "";
        var found = new List<string>();
        if (ForbiddenRules.IsForbiddenAssembly(name))
            found.Add($"{file} is {name}, which carries cryptography of its own.");
        foreach (var handle in metadata.AssemblyReferences)
        {
            var reference = metadata.GetString(metadata.GetAssemblyReference(handle).Name);
            if (ForbiddenRules.IsForbiddenAssembly(reference))
                found.Add($"{file} uses {reference}, which carries cryptography of its own.");
        }

        found.AddRange(Definitions(file, name, metadata));
        if (!ForbiddenRules.IsTrustedCaller(name))
            found.AddRange(References(file, metadata));
        return found;
    }

    private static IEnumerable<string> Definitions(string file, string assembly, MetadataReader metadata)
    {
        foreach (var handle in metadata.TypeDefinitions)
        {
            var definition = metadata.GetTypeDefinition(handle);
            var type = metadata.GetString(definition.Name);
            if (ForbiddenRules.IsForbiddenDefinition(type) && !ForbiddenRules.IsKnown(assembly, type))
                yield return $"{file} defines {metadata.GetString(definition.Namespace)}.{type}: an algorithm in managed code does not pass through the FIPS provider.";
        }
    }

    private static IEnumerable<string> References(string file, MetadataReader metadata)
    {
        foreach (var handle in metadata.TypeReferences)
        {
            if (ForbiddenRules.WhyNotType(MemberNames.Of(metadata, handle)) is { } reason)
                yield return $"{file} uses {MemberNames.Of(metadata, handle)}: {reason}.";
        }

        foreach (var handle in metadata.MemberReferences)
        {
            if (MemberNames.Of(metadata, metadata.GetMemberReference(handle)) is { } member && ForbiddenRules.WhyNotMember(member) is { } reason)
                yield return $"{file} calls {member}: {reason}.";
        }
    }
}
