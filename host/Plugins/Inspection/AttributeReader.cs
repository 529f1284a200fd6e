using System.Reflection.Metadata;

namespace CsiHost.Plugins.Inspection;

/// <summary>Picks the attributes that matter to the host out of the metadata, in one pass.</summary>
internal sealed class AttributeReader
{
    private const string Contract = "CsiHost.Abstractions.Plugins";
    private const ushort Prolog = 1;

    private readonly List<Mark> _marks = [];

    public string? PluginId { get; private set; }

    public string? EntryType { get; private set; }

    public string? TargetFramework { get; private set; }

    public string? Version { get; private set; }

    public IReadOnlyList<Mark> Marks => _marks;

    public static AttributeReader Read(MetadataReader metadata)
    {
        var result = new AttributeReader();
        foreach (var handle in metadata.CustomAttributes)
        {
            var attribute = metadata.GetCustomAttribute(handle);
            if (TypeOf(metadata, attribute) is { } type)
                result.Take(metadata, attribute, metadata.GetString(type.Namespace), metadata.GetString(type.Name));
        }

        return result;
    }

    private void Take(MetadataReader metadata, CustomAttribute attribute, string @namespace, string name)
    {
        switch (@namespace, name)
        {
            case (Contract, "CsiPluginAttribute"):
                (PluginId, EntryType) = (Argument(metadata, attribute, 0), WithoutAssembly(Argument(metadata, attribute, 1)));
                break;
            case (Contract, "CsiBackendAttribute"):
                AddMark(metadata, attribute, MarkKind.Backend);
                break;
            case (Contract, "CsiServiceAttribute"):
                AddMark(metadata, attribute, MarkKind.Service);
                break;
            case (Contract, "CsiCryptoPolicyAttribute"):
                AddMark(metadata, attribute, MarkKind.CryptoPolicy);
                break;
            case (Contract, "CsiCommandAttribute"):
                AddMark(metadata, attribute, MarkKind.Command);
                break;
            case ("System.Runtime.Versioning", "TargetFrameworkAttribute"):
                TargetFramework = Argument(metadata, attribute, 0);
                break;
            case ("System.Reflection", "AssemblyInformationalVersionAttribute"):
                Version = Argument(metadata, attribute, 0);
                break;
        }
    }

    private void AddMark(MetadataReader metadata, CustomAttribute attribute, MarkKind kind)
    {
        if (attribute.Parent.Kind == HandleKind.TypeDefinition)
        {
            var typeName = NameOf(metadata, metadata.GetTypeDefinition((TypeDefinitionHandle)attribute.Parent));
            _marks.Add(new Mark(kind, kind == MarkKind.Service ? "" : Argument(metadata, attribute, 0), typeName));
        }
    }

    /// <summary>Attributes of other assemblies have a constructor by member reference; the host looks at no others.</summary>
    private static TypeReference? TypeOf(MetadataReader metadata, CustomAttribute attribute)
    {
        if (attribute.Constructor.Kind != HandleKind.MemberReference)
            return null;
        var parent = metadata.GetMemberReference((MemberReferenceHandle)attribute.Constructor).Parent;
        return parent.Kind == HandleKind.TypeReference ? metadata.GetTypeReference((TypeReferenceHandle)parent) : null;
    }

    /// <summary>A constructor argument, all of which are strings or types (types are strings in metadata too).</summary>
    private static string Argument(MetadataReader metadata, CustomAttribute attribute, int index)
    {
        var blob = metadata.GetBlobReader(attribute.Value);
        if (blob.ReadUInt16() != Prolog)
            throw new BadImageFormatException("An attribute has no prolog.");
        for (var skipped = 0; skipped < index; skipped++)
            blob.ReadSerializedString();
        return blob.ReadSerializedString() ?? "";
    }

    private static string WithoutAssembly(string typeName) => typeName.Split(',', 2)[0];

    private static string NameOf(MetadataReader metadata, TypeDefinition type)
    {
        var name = metadata.GetString(type.Name);
        if (type.GetDeclaringType() is { IsNil: false } outer)
            return $"{NameOf(metadata, metadata.GetTypeDefinition(outer))}+{name}";
        return type.Namespace.IsNil ? name : $"{metadata.GetString(type.Namespace)}.{name}";
    }
}
