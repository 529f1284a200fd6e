using System.Buffers;
using System.Text.Json;

namespace CsiHost.Kubernetes;

/// <summary>One line of a watch: what happened, and the object's bytes, good until the next line is read.</summary>
internal readonly record struct WatchFrame(string Type, ReadOnlySequence<byte> Object)
{
    public static WatchFrame Parse(ReadOnlySequence<byte> line)
    {
        var reader = new Utf8JsonReader(line);
        var type = "";
        var value = ReadOnlySequence<byte>.Empty;
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
            throw new JsonException("a watch event is an object");
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isType = reader.ValueTextEquals("type");
            var isObject = reader.ValueTextEquals("object");
            reader.Read();
            var start = reader.TokenStartIndex;
            if (isType && reader.TokenType == JsonTokenType.String)
                type = reader.GetString()!;
            reader.Skip();
            if (isObject)
                value = line.Slice(start, reader.BytesConsumed - start);
        }

        // Reads on to the end, so that a line with anything behind its event is refused.
        while (reader.Read())
        {
        }

        return type.Length > 0 && !value.IsEmpty ? new WatchFrame(type, value) : throw new JsonException("a watch event has a type and an object");
    }
}
