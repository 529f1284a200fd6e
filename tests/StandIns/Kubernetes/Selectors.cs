using System.Text.Json;

namespace CsiHost.StandIns.Kubernetes;

/// <summary>Label selectors (<c>a=b, a!=b, a, !a, a in (b,c), a notin (b,c)</c>) and field selectors (paths with = and !=).</summary>
internal sealed class Selectors
{
    private static readonly string[] Fields = ["metadata.name", "metadata.namespace", "spec.nodeName", "status.phase"];
    private readonly List<Func<JsonElement, bool>> _terms = [];

    public Selectors(string labels, string fields)
    {
        foreach (var term in Split(labels))
            _terms.Add(LabelTerm(term));
        foreach (var term in Split(fields))
            _terms.Add(FieldTerm(term));
    }

    public bool Match(JsonElement value) => _terms.TrueForAll(term => term(value));

    /// <summary>Splits at commas that are not within parentheses.</summary>
    private static IEnumerable<string> Split(string text)
    {
        var start = 0;
        var depth = 0;
        for (var index = 0; index <= text.Length; index++)
        {
            if (index == text.Length || (text[index] == ',' && depth == 0))
            {
                if (text[start..index].Trim() is { Length: > 0 } term)
                    yield return term;
                start = index + 1;
            }
            else
            {
                depth += text[index] switch { '(' => 1, ')' => -1, _ => 0 };
            }
        }
    }

    private static Func<JsonElement, bool> LabelTerm(string term)
    {
        if (SetTerm(term, " notin ") is { } excluded)
            return value => !excluded.Values.Contains(Label(value, excluded.Key) ?? "\0");
        if (SetTerm(term, " in ") is { } included)
            return value => included.Values.Contains(Label(value, included.Key) ?? "\0");
        if (Pair(term) is { } pair)
            return value => (Label(value, pair.Key) == pair.Value) == pair.IsEqual;
        return term[0] == '!' ? value => Label(value, term[1..].Trim()) is null : value => Label(value, term) is not null;
    }

    private static Func<JsonElement, bool> FieldTerm(string term)
    {
        if (Pair(term) is not { } pair || !Fields.Contains(pair.Key))
            throw new ApiErrorException(400, "BadRequest", $"field selector '{term}' is not supported");
        return value => ((Text(value, pair.Key.Split('.')) ?? "") == pair.Value) == pair.IsEqual;
    }

    private static (string Key, HashSet<string> Values)? SetTerm(string term, string word)
    {
        var at = term.IndexOf(word, StringComparison.Ordinal);
        return at < 0 ? null : (term[..at].Trim(), [.. term[(at + word.Length)..].Trim(' ', '(', ')').Split(',', StringSplitOptions.TrimEntries)]);
    }

    private static (string Key, string Value, bool IsEqual)? Pair(string term)
    {
        var at = term.IndexOf('=', StringComparison.Ordinal);
        if (at < 0)
            return null;
        var isEqual = term[at - 1] != '!';
        return (term[..(isEqual ? at : at - 1)].Trim(), term[at..].TrimStart('=').Trim(), isEqual);
    }

    private static string? Label(JsonElement value, string key) => Text(value, ["metadata", "labels", key]);

    private static string? Text(JsonElement value, IEnumerable<string> path)
    {
        foreach (var name in path)
        {
            if (value.ValueKind != JsonValueKind.Object || !value.TryGetProperty(name, out value))
                return null;
        }

        return value.ValueKind == JsonValueKind.String ? value.GetString() : null;
    }
}
