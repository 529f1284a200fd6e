using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;

namespace CsiHost.Abstractions.Models;

/// <summary>
/// The secrets of one request. Values come out by name only: the type has no enumeration, and its text, debugger view and JSON form are
/// <c>***</c>.
/// </summary>
[DebuggerDisplay("***")]
[JsonConverter(typeof(SecretsJsonConverter))]
public sealed class Secrets
{
    private readonly IReadOnlyDictionary<string, string> _values;

    /// <summary>Wraps a map of secrets.</summary>
    /// <param name="values">Names and values; not copied.</param>
    public Secrets(IReadOnlyDictionary<string, string> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        _values = values;
    }

    /// <summary>No secrets.</summary>
    public static Secrets Empty { get; } = new(new Dictionary<string, string>(0));

    /// <summary>How many there are.</summary>
    public int Count => _values.Count;

    /// <summary>The names. Names are not secret.</summary>
    public IEnumerable<string> Names => _values.Keys;

    /// <summary>Looks a secret up.</summary>
    /// <param name="name">Its name, case-sensitive.</param>
    /// <param name="value">Its value.</param>
    /// <returns>False when there is none of that name.</returns>
    public bool TryGet(string name, [MaybeNullWhen(false)] out string value) => _values.TryGetValue(name, out value);

    /// <inheritdoc/>
    public override string ToString() => "***";
}
