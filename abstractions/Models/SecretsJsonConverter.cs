using System.Text.Json;
using System.Text.Json.Serialization;

namespace CsiHost.Abstractions.Models;

/// <summary>Writes <c>"***"</c> and refuses to read: secrets are never stored.</summary>
internal sealed class SecretsJsonConverter : JsonConverter<Secrets>
{
    public override Secrets Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        throw new JsonException("secrets are never stored, so they cannot be read back");

    public override void Write(Utf8JsonWriter writer, Secrets value, JsonSerializerOptions options) => writer.WriteStringValue("***");
}
