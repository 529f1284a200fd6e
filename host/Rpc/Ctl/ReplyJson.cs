using CsiHost.Rpc.Proto;
using Google.Protobuf;
using Google.Protobuf.Collections;
using Google.Protobuf.Reflection;

namespace CsiHost.Rpc.Ctl;

/// <summary>A reply as JSON with the names of the specification. Fields marked secret show as <c>***</c>.</summary>
internal static class ReplyJson
{
    private static readonly JsonFormatter Formatter = new(JsonFormatter.Settings.Default.WithPreserveProtoFieldNames(true).WithFormatDefaultValues(true).WithIndentation());

    public static string Write(IMessage reply)
    {
        Redact(reply);
        return Formatter.Format(reply);
    }

    private static void Redact(IMessage message)
    {
        foreach (var field in message.Descriptor.Fields.InDeclarationOrder())
        {
            if (field.GetOptions()?.GetExtension(CsiExtensions.CsiSecret) == true)
                Hide(message, field);
            else if (field.FieldType == FieldType.Message && !field.IsMap)
                RedactBelow(field.Accessor.GetValue(message));
        }
    }

    private static void RedactBelow(object? value)
    {
        if (value is IMessage message)
            Redact(message);
        else if (value is System.Collections.IEnumerable messages)
        {
            foreach (var item in messages.OfType<IMessage>())
                Redact(item);
        }
    }

    private static void Hide(IMessage message, FieldDescriptor field)
    {
        if (field.Accessor.GetValue(message) is MapField<string, string> map)
        {
            foreach (var key in map.Keys.ToArray())
                map[key] = "***";
        }
        else
        {
            field.Accessor.Clear(message);
        }
    }
}
