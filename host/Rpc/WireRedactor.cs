using System.Collections;
using System.Collections.Frozen;
using System.Globalization;
using System.Text;
using CsiHost.Pipeline;
using CsiHost.Rpc.Proto;
using Google.Protobuf;
using Google.Protobuf.Reflection;

namespace CsiHost.Rpc;

/// <summary>
/// The text of a message for the log, without what is secret: fields marked <c>csi_secret</c>, mount flags, and the map keys under which tokens
/// come in. Long texts and lists are cut. Which fields are secret is looked up once, when the first message is described.
/// </summary>
internal static class WireRedactor
{
    public const string Mask = "***";

    private const int MaxText = 256;
    private const int MaxEntries = 16;

    // The spec warns that they can carry credentials, but no option marks them.
    private const string MountFlags = "csi.v1.VolumeCapability.MountVolume.mount_flags";

    private static readonly FrozenSet<string> SecretFields = CsiReflection.Descriptor.MessageTypes
        .SelectMany(type => type.Fields.InFieldNumberOrder())
        .Where(field => field.GetOptions()?.GetExtension(CsiExtensions.CsiSecret) == true)
        .Select(field => field.FullName)
        .Append(MountFlags)
        .ToFrozenSet(StringComparer.Ordinal);

    public static string Describe(IMessage message)
    {
        var text = new StringBuilder(256);
        AppendMessage(text, message);
        return text.ToString();
    }

    private static bool IsAbsent(object? value) => value is null or "" or false or 0 or 0L or ICollection { Count: 0 } || (value is Enum && (int)value == 0);

    private static void AppendMessage(StringBuilder text, IMessage message)
    {
        text.Append('{');
        var first = true;
        foreach (var field in message.Descriptor.Fields.InFieldNumberOrder())
        {
            var value = field.Accessor.GetValue(message);
            if (IsAbsent(value))
                continue;
            text.Append(first ? " " : ", ").Append(field.Name).Append(": ");
            first = false;
            if (SecretFields.Contains(field.FullName))
                text.Append(Mask);
            else
                AppendValue(text, field, value);
        }
        text.Append(first ? "}" : " }");
    }

    private static void AppendValue(StringBuilder text, FieldDescriptor field, object value)
    {
        switch (value)
        {
            case IDictionary map:
                AppendMap(text, map);
                break;
            case IList list:
                AppendList(text, field, list);
                break;
            case IMessage message:
                AppendMessage(text, message);
                break;
            case string line:
                AppendString(text, line);
                break;
            case Enum:
                text.Append(field.EnumType.FindValueByNumber((int)value)?.Name ?? ((int)value).ToString(CultureInfo.InvariantCulture));
                break;
            default:
                text.Append(CultureInfo.InvariantCulture, $"{value}");
                break;
        }
    }

    private static void AppendMap(StringBuilder text, IDictionary map)
    {
        text.Append('{');
        var count = 0;
        foreach (DictionaryEntry entry in map)
        {
            if (!AppendSeparator(text, count++, map.Count))
                break;
            AppendString(text, (string)entry.Key);
            text.Append(": ");
            if ((string)entry.Key == KubernetesKeys.Tokens)
                text.Append(Mask);
            else
                AppendString(text, (string)entry.Value!);
        }
        text.Append(" }");
    }

    private static void AppendList(StringBuilder text, FieldDescriptor field, IList list)
    {
        text.Append('[');
        for (var i = 0; i < list.Count && AppendSeparator(text, i, list.Count); i++)
            AppendValue(text, field, list[i]!);
        text.Append(" ]");
    }

    private static bool AppendSeparator(StringBuilder text, int index, int count)
    {
        text.Append(index == 0 ? " " : ", ");
        if (index < MaxEntries)
            return true;
        text.Append(CultureInfo.InvariantCulture, $"{count - index} more");
        return false;
    }

    private static void AppendString(StringBuilder text, string value)
    {
        text.Append('"');
        foreach (var letter in value.AsSpan(0, Math.Min(value.Length, MaxText)))
        {
            if (letter is '"' or '\\')
                text.Append('\\').Append(letter);
            else if (char.IsControl(letter))
                text.Append(CultureInfo.InvariantCulture, $"\\u{(int)letter:x4}");
            else
                text.Append(letter);
        }
        text.Append(value.Length > MaxText ? "...\"" : "\"");
    }
}
