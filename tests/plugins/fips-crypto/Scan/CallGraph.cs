using System.Reflection;
using System.Reflection.Emit;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;

namespace CsiHost.Plugins.FipsCrypto.Tests.Scan;

/// <summary>Who calls whom in one assembly, read from its instructions.</summary>
internal sealed class CallGraph
{
    private static readonly Dictionary<int, OperandType> Operands = typeof(OpCodes).GetFields(BindingFlags.Public | BindingFlags.Static)
        .Select(static field => (OpCode)field.GetValue(null)!).ToDictionary(static code => (int)(ushort)code.Value, static code => code.OperandType);

    private readonly Dictionary<string, HashSet<string>> _callers = new(StringComparer.Ordinal);
    private readonly MetadataReader _metadata;

    public CallGraph(string path)
    {
        using var image = new PEReader(File.OpenRead(path));
        _metadata = image.GetMetadataReader();
        foreach (var handle in _metadata.MethodDefinitions)
        {
            var method = _metadata.GetMethodDefinition(handle);
            if (method.RelativeVirtualAddress != 0)
                Read(image.GetMethodBody(method.RelativeVirtualAddress).GetILReader(), NameOf(handle));
        }
    }

    public IReadOnlyList<string> CallersOf(string member) =>
        [.. _callers.Where(pair => pair.Key.StartsWith(member, StringComparison.Ordinal)).SelectMany(static pair => pair.Value)
            .Where(caller => !caller.StartsWith("ThirdParty.MD5.", StringComparison.Ordinal)).Distinct().Order(StringComparer.Ordinal)];

    private void Read(BlobReader code, string caller)
    {
        while (code.RemainingBytes > 0)
        {
            int operation = code.ReadByte();
            if (operation == 0xFE)
                operation = 0xFE00 | code.ReadByte();
            switch (Operands[operation])
            {
                case OperandType.InlineMethod:
                    Add(MetadataTokens.EntityHandle(code.ReadInt32()), caller);
                    break;
                case OperandType.InlineNone:
                    break;
                case OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar:
                    code.ReadByte();
                    break;
                case OperandType.InlineVar:
                    code.ReadInt16();
                    break;
                case OperandType.InlineI8 or OperandType.InlineR:
                    code.ReadInt64();
                    break;
                case OperandType.InlineSwitch:
                    var targets = code.ReadInt32();
                    code.Offset += targets * sizeof(int);
                    break;
                default:
                    code.ReadInt32();
                    break;
            }
        }
    }

    private void Add(EntityHandle called, string caller)
    {
        var name = called.Kind switch
        {
            HandleKind.MethodDefinition => NameOf((MethodDefinitionHandle)called),
            HandleKind.MethodSpecification when _metadata.GetMethodSpecification((MethodSpecificationHandle)called).Method is { Kind: HandleKind.MethodDefinition } inner =>
                NameOf((MethodDefinitionHandle)inner),
            _ => null,
        };
        if (name is null)
            return;
        if (!_callers.TryGetValue(name, out var callers))
            _callers[name] = callers = [];
        callers.Add(caller);
    }

    private string NameOf(MethodDefinitionHandle handle)
    {
        var method = _metadata.GetMethodDefinition(handle);
        return $"{NameOf(method.GetDeclaringType())}.{_metadata.GetString(method.Name)}";
    }

    private string NameOf(TypeDefinitionHandle handle)
    {
        var type = _metadata.GetTypeDefinition(handle);
        return type.GetDeclaringType() is { IsNil: false } outer
            ? $"{NameOf(outer)}+{_metadata.GetString(type.Name)}"
            : $"{_metadata.GetString(type.Namespace)}.{_metadata.GetString(type.Name)}";
    }
}
