using System.Buffers;
using System.IO.Pipelines;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace CsiHost.Kubernetes;

/// <summary>
/// Reads a page as it arrives: each object is turned into the caller's type as soon as it is complete, so no more than one object is held
/// as text, however long the list.
/// </summary>
internal sealed class ListPageReader<T>(JsonTypeInfo<T> type)
    where T : class
{
    private readonly List<KubernetesItem<T>> _items = [];
    private ListMetadata? _metadata;
    private JsonReaderState _state;
    private bool _inItems;
    private bool _ended;

    public async ValueTask<ListPage<T>> ReadAsync(Stream body, CancellationToken cancellationToken)
    {
        var pipe = PipeReader.Create(body, new StreamPipeReaderOptions(bufferSize: 16 * 1024, leaveOpen: true));
        while (true)
        {
            var read = await pipe.ReadAsync(cancellationToken);
            var consumed = Consume(read.Buffer, read.IsCompleted);
            pipe.AdvanceTo(consumed, read.Buffer.End);
            if (!read.IsCompleted)
                continue;
            await pipe.CompleteAsync();
            return _ended && _metadata is not null
                ? new ListPage<T>(_items, _metadata)
                : throw new JsonException("a list without metadata");
        }
    }

    /// <summary>Takes every complete part of the text and says where the first incomplete one begins.</summary>
    private SequencePosition Consume(ReadOnlySequence<byte> text, bool isFinal)
    {
        var reader = new Utf8JsonReader(text, isFinal, _state);
        var consumed = text.Start;
        while (TryTakePart(ref reader, text))
        {
            _state = reader.CurrentState;
            consumed = reader.Position;
        }

        return consumed;
    }

    private bool TryTakePart(ref Utf8JsonReader reader, ReadOnlySequence<byte> text)
    {
        if (!reader.Read())
            return false;
        if (_inItems)
            return TryTakeItem(ref reader, text);
        switch (reader.TokenType)
        {
            case JsonTokenType.PropertyName:
                return TryTakeProperty(ref reader);
            case JsonTokenType.StartObject when reader.CurrentDepth == 0:
                return true;
            case JsonTokenType.EndObject:
                return _ended = true;
            default:
                throw new JsonException($"a list is an object; here is a {reader.TokenType}");
        }
    }

    private bool TryTakeItem(ref Utf8JsonReader reader, ReadOnlySequence<byte> text)
    {
        if (reader.TokenType == JsonTokenType.EndArray)
        {
            _inItems = false;
            return true;
        }

        var start = reader.TokenStartIndex;
        if (!reader.TrySkip())
            return false;
        _items.Add(KubernetesItem<T>.Read(text.Slice(start, reader.BytesConsumed - start), type));
        return true;
    }

    private bool TryTakeProperty(ref Utf8JsonReader reader)
    {
        var isItems = reader.ValueTextEquals("items");
        var isMetadata = reader.ValueTextEquals("metadata");
        if (!reader.Read())
            return false;
        if (isItems && reader.TokenType == JsonTokenType.StartArray)
            return _inItems = true;
        var value = reader;
        if (!reader.TrySkip())
            return false;
        if (isMetadata)
            _metadata = JsonSerializer.Deserialize(ref value, KubernetesJson.Default.ListMetadata);
        return true;
    }
}
