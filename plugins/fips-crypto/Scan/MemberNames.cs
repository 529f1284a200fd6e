using System.Reflection.Metadata;

namespace CsiHost.Plugins.FipsCrypto.Scan;

/// <summary>Names of referenced types and members, as the rules write them: <c>Namespace.Type</c>, <c>Namespace.Type.Member</c>.</summary>
internal static class MemberNames
{
    public static string Of(MetadataReader metadata, TypeReferenceHandle handle)
    {
        var type = metadata.GetTypeReference(handle);
        return type.Namespace.IsNil ? metadata.GetString(type.Name) : $"{metadata.GetString(type.Namespace)}.{metadata.GetString(type.Name)}";
    }

    /// <returns>With <c>(Type)</c> behind the name where the only parameter is a structure of another assembly: that tells overloads apart; null for members of other kinds of types.</returns>
    public static string? Of(MetadataReader metadata, MemberReference member) => member.Parent.Kind == HandleKind.TypeReference
        ? $"{Of(metadata, (TypeReferenceHandle)member.Parent)}.{metadata.GetString(member.Name)}{OnlyStructure(metadata, member)}"
        : null;

    private static string OnlyStructure(MetadataReader metadata, MemberReference member)
    {
        var signature = metadata.GetBlobReader(member.Signature);
        var header = signature.ReadSignatureHeader();
        if (header.Kind != SignatureKind.Method || header.IsGeneric || signature.ReadCompressedInteger() != 1)
            return "";

        // What is returned: a class or structure, or something simple of one byte.
        if (signature.ReadCompressedInteger() is Class or Structure)
            signature.ReadTypeHandle();
        return signature.RemainingBytes > 0 && signature.ReadCompressedInteger() == Structure && signature.ReadTypeHandle() is { Kind: HandleKind.TypeReference } type
            ? $"({metadata.GetString(metadata.GetTypeReference((TypeReferenceHandle)type).Name)})"
            : "";
    }

    // ECMA-335 II.23.1.16.
    private const int Structure = 0x11;
    private const int Class = 0x12;
}
