using System.Text;
using CsiHost.Abstractions.Errors;

namespace CsiHost.Abstractions.Models;

/// <summary>The checks that the id types share.</summary>
internal static class Identifier
{
    /// <summary>Returns the value, or throws with the field's name: not empty, at most so many bytes of UTF-8, no control character.</summary>
    public static string Check(string? value, string field, int maxBytes)
    {
        if (string.IsNullOrEmpty(value))
            throw CsiErrors.InvalidArgument(field, "is required");
        if (Encoding.UTF8.GetByteCount(value) > maxBytes)
            throw CsiErrors.InvalidArgument(field, $"is longer than {maxBytes} bytes");
        foreach (var character in value)
        {
            if (char.IsControl(character))
                throw CsiErrors.InvalidArgument(field, "contains a control character");
        }

        return value;
    }
}
