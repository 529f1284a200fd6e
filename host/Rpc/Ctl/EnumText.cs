using System.Globalization;
using Google.Protobuf.Reflection;

namespace CsiHost.Rpc.Ctl;

/// <summary>Reads an enum value by name, in any of the usual spellings, or by number: a driver must cope with numbers it does not know.</summary>
internal static class EnumText
{
    public static object Parse(EnumDescriptor type, string option, string text)
    {
        var wanted = text.Replace('-', '_').ToUpperInvariant();
        var value = type.Values.FirstOrDefault(value => value.Name == wanted);
        if (value is not null)
            return Enum.ToObject(type.ClrType, value.Number);
        return int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            ? Enum.ToObject(type.ClrType, number)
            : throw new CtlValueException($"--{option} '{text}' is not known; it takes {string.Join(", ", type.Values.Select(static value => value.Name))}");
    }
}
