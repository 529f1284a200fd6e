using System.Text.Json;

namespace CsiHost.Plugins.Manifests;

/// <summary>
/// Reads JSON in which every field must be there once, with the right type, and nothing else may be. By hand rather than by a serializer or
/// a document: it runs at every start, where their generic code would first have to be compiled. That cost more than all other checks together.
/// </summary>
internal ref struct StrictJson(ReadOnlySpan<byte> json)
{
    private Utf8JsonReader _reader = new(json);

    /// <summary>Enters the object that comes next.</summary>
    public void BeginObject(string what)
    {
        _reader.Read();
        Expect(JsonTokenType.StartObject, what, "an object");
    }

    /// <summary>
    /// The next field of the object, which the caller then reads; null at the object's end. Counts what it has seen in
    /// <paramref name="seen"/>, to refuse repeated and missing fields.
    /// </summary>
    public string? NextField(string what, string[] fields, HashSet<string> seen)
    {
        _reader.Read();
        if (_reader.TokenType == JsonTokenType.EndObject)
        {
            foreach (var field in fields)
            {
                if (!seen.Contains(field))
                    throw new JsonException($"'{field}' of {what} is missing.");
            }

            return null;
        }

        var name = _reader.GetString()!;
        if (Array.IndexOf(fields, name) < 0)
            throw new JsonException($"'{name}' is no field of {what}; the fields are {string.Join(", ", fields)}.");
        return seen.Add(name) ? name : throw new JsonException($"'{name}' of {what} is given twice.");
    }

    public string Text(string field)
    {
        _reader.Read();
        Expect(JsonTokenType.String, $"'{field}'", "text");
        return _reader.GetString()!;
    }

    public int Number(string field)
    {
        _reader.Read();
        Expect(JsonTokenType.Number, $"'{field}'", "a whole number");
        return _reader.TryGetInt32(out var number) ? number : throw new JsonException($"'{field}' takes a whole number.");
    }

    public bool Flag(string field)
    {
        _reader.Read();
        return _reader.TokenType is JsonTokenType.True or JsonTokenType.False
            ? _reader.TokenType == JsonTokenType.True
            : throw new JsonException($"'{field}' takes true or false.");
    }

    public List<string> Texts(string field)
    {
        var texts = new List<string>();
        BeginList(field);
        while (_reader.Read() && _reader.TokenType != JsonTokenType.EndArray)
        {
            Expect(JsonTokenType.String, $"'{field}'", "a list of texts");
            texts.Add(_reader.GetString()!);
        }

        return texts;
    }

    public Dictionary<string, string> Map(string field)
    {
        var map = new Dictionary<string, string>(StringComparer.Ordinal);
        BeginObject($"'{field}'");
        while (_reader.Read() && _reader.TokenType != JsonTokenType.EndObject)
        {
            var key = _reader.GetString()!;
            if (!map.TryAdd(key, Text(field)))
                throw new JsonException($"'{field}' holds '{key}' twice.");
        }

        return map;
    }

    public void BeginList(string field)
    {
        _reader.Read();
        Expect(JsonTokenType.StartArray, $"'{field}'", "a list");
    }

    /// <summary>Enters the next object of the list; false at the list's end.</summary>
    public bool NextObject(string field)
    {
        _reader.Read();
        if (_reader.TokenType == JsonTokenType.EndArray)
            return false;
        Expect(JsonTokenType.StartObject, $"'{field}'", "a list of objects");
        return true;
    }

    /// <summary>Nothing may follow; the reader itself refuses it.</summary>
    public void End()
    {
        while (_reader.Read())
        {
        }
    }

    private readonly void Expect(JsonTokenType token, string what, string takes)
    {
        if (_reader.TokenType != token)
            throw new JsonException($"{what} takes {takes}.");
    }
}
