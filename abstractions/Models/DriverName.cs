using CsiHost.Abstractions.Errors;

namespace CsiHost.Abstractions.Models;

/// <summary>
/// A CSI driver name: 1 to 63 characters, ASCII letters, digits, <c>-</c> and <c>.</c>, a letter or digit at both ends.
/// </summary>
public readonly record struct DriverName
{
    private readonly string? _value;

    /// <summary>Checks and wraps a name.</summary>
    /// <param name="value">The name.</param>
    /// <exception cref="CsiException">The name breaks the rule (InvalidArgument).</exception>
    public DriverName(string value)
    {
        Identifier.Check(value, "driver name", 63);
        foreach (var character in value)
        {
            if (!char.IsAsciiLetterOrDigit(character) && character is not ('-' or '.'))
                throw CsiErrors.InvalidArgument("driver name", $"'{value}' may hold letters, digits, '-' and '.' only");
        }

        if (!char.IsAsciiLetterOrDigit(value[0]) || !char.IsAsciiLetterOrDigit(value[^1]))
            throw CsiErrors.InvalidArgument("driver name", $"'{value}' must begin and end with a letter or digit");
        _value = value;
    }

    /// <summary>The name's text; empty for <c>default</c>.</summary>
    public string Value => _value ?? "";

    /// <inheritdoc/>
    public override string ToString() => Value;
}
