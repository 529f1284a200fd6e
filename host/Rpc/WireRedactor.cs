using System.Collections;
using CsiHost.Pipeline;
using CsiHost.Rpc.Proto;
using Google.Protobuf;
using Google.Protobuf.Reflection;

namespace CsiHost.Rpc;

/// <summary>
/// A message as text without its secrets: the fields marked <c>csi_secret</c>, the mount flags, which may hold credentials, and the tokens
/// that kubelet puts among a volume's attributes.
/// </summary>
internal static class WireRedactor
{
    private const string Hidden = "***";

    public static string Describe<T>(T message)
        where T : class, IMessage<T>
    {
        var copy = message.Clone();
        Redact(copy);
        return copy.ToString() ?? "";
    }

    private static void Redact(IMessage message)
    {
        foreach (var field in message.Descriptor.Fields.InDeclarationOrder())
        {
            if (field.Accessor.GetValue(message) is { } value)
                Redact(field, value);
        }
    }

    private static void Redact(FieldDescriptor field, object value)
    {
        switch (value)
        {
            case IDictionary<string, string> map:
                var isSecret = field.GetOptions()?.GetExtension(CsiExtensions.CsiSecret) ?? false;
                foreach (var key in map.Keys.Where(key => isSecret || key == KubernetesKeys.Tokens).ToList())
                    map[key] = Hidden;
                break;
            case IList<string> list when field.Name == "mount_flags":
                for (var index = 0; index < list.Count; index++)
                    list[index] = Hidden;
                break;
            case IMessage nested:
                Redact(nested);
                break;
            case IEnumerable items when field.FieldType == FieldType.Message:
                foreach (var item in items.OfType<IMessage>())
                    Redact(item);
                break;
        }
    }
}
