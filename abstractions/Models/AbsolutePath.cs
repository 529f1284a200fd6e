using System.Text;
using CsiHost.Abstractions.Errors;

namespace CsiHost.Abstractions.Models;

/// <summary>
/// An absolute, normalised Linux path: at most 4096 bytes, no <c>.</c> or <c>..</c> segment, no empty segment, no trailing slash, no
/// control character. Text form only: links are not followed.
/// </summary>
public readonly record struct AbsolutePath
{
    private readonly string? _value;

    /// <summary>Checks and wraps a path; doubled and trailing slashes are removed.</summary>
    /// <param name="value">The path.</param>
    /// <param name="field">The request field, for the error.</param>
    /// <exception cref="CsiException">Not such a path (InvalidArgument, names the field).</exception>
    public AbsolutePath(string value, string field = "path")
    {
        if (string.IsNullOrEmpty(value))
            throw CsiErrors.InvalidArgument(field, "is required");
        if (value[0] != '/')
            throw CsiErrors.InvalidArgument(field, "must be an absolute path");
        if (Encoding.UTF8.GetByteCount(value) > 4096)
            throw CsiErrors.InvalidArgument(field, "is longer than 4096 bytes");
        foreach (var character in value)
        {
            if (char.IsControl(character))
                throw CsiErrors.InvalidArgument(field, "contains a control character");
        }

        var segments = value.Split('/', StringSplitOptions.RemoveEmptyEntries);
        if (segments.Any(segment => segment is "." or ".."))
            throw CsiErrors.InvalidArgument(field, "must not contain '.' or '..'");
        _value = "/" + string.Join('/', segments);
    }

    /// <summary>The path; <c>/</c> for <c>default</c>.</summary>
    public string Value => _value ?? "/";

    /// <summary>Whether the path is <paramref name="ancestor"/> or lies below it.</summary>
    /// <param name="ancestor">The folder.</param>
    public bool IsWithin(AbsolutePath ancestor) =>
        ancestor.Value == "/" || Value == ancestor.Value || Value.StartsWith(ancestor.Value + "/", StringComparison.Ordinal);

    /// <inheritdoc/>
    public override string ToString() => Value;
}
