using System.Buffers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace CsiHost.Kubernetes;

/// <summary>An object as received, with its metadata.</summary>
internal readonly record struct KubernetesItem<T>(ObjectMetadata Metadata, T Value)
    where T : class
{
    /// <summary>Reads the bytes twice, for the metadata first: the caller's type need not have any.</summary>
    public static KubernetesItem<T> Read(ReadOnlySequence<byte> json, JsonTypeInfo<T> type)
    {
        var reader = new Utf8JsonReader(json);
        var envelope = JsonSerializer.Deserialize(ref reader, KubernetesJson.Default.ObjectEnvelope);
        reader = new Utf8JsonReader(json);
        var value = JsonSerializer.Deserialize(ref reader, type);
        return envelope?.Metadata is { Name.Length: > 0 } metadata && value is not null
            ? new KubernetesItem<T>(metadata, value)
            : throw new JsonException("an object has no metadata.name");
    }
}
