namespace CsiHost.Abstractions.Commands;

/// <summary>Reads the value of a flag.</summary>
/// <typeparam name="T">The value's type.</typeparam>
/// <param name="text">What the command line says.</param>
/// <param name="current">The value so far: the default, or what an earlier occurrence of the flag gave.</param>
/// <param name="value">The value read.</param>
/// <returns>Null, or what is wrong in a few words, for example <c>parse error</c>.</returns>
public delegate string? GoFlagParser<T>(string text, T current, out T? value);
