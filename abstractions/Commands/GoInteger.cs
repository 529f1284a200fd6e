using System.Numerics;

namespace CsiHost.Abstractions.Commands;

/// <summary>Go's whole-number literals: a sign, a base prefix, and <c>_</c> between digits or after the prefix.</summary>
internal static class GoInteger
{
    public static bool Read(ReadOnlySpan<char> text, out BigInteger value)
    {
        value = BigInteger.Zero;
        var negative = text is ['-', ..];
        if (text is ['-' or '+', ..])
            text = text[1..];
        var radix = TakePrefix(ref text);
        // After a prefix an underscore may come first; it may never stand alone, double or last.
        var mayBeUnderscore = radix != 10;
        var digits = 0;
        foreach (var character in text)
        {
            if (character == '_' && mayBeUnderscore)
            {
                mayBeUnderscore = false;
                continue;
            }

            if (!char.IsAsciiHexDigit(character) || Convert.ToInt32(character.ToString(), 16) is var digit && digit >= radix)
                return false;
            value = (value * radix) + digit;
            mayBeUnderscore = true;
            digits++;
        }

        if (negative)
            value = -value;
        return digits > 0 && text[^1] != '_';
    }

    private static int TakePrefix(ref ReadOnlySpan<char> text)
    {
        if (text is not ['0', var kind, ..])
            return 10;
        var radix = char.ToLowerInvariant(kind) switch { 'x' => 16, 'o' => 8, 'b' => 2, _ => 0 };
        text = text[(radix == 0 ? 1 : 2)..];
        return radix == 0 ? 8 : radix;
    }
}
