using System.Text.Json;

namespace CsiHost.Plugins.S3.Mounter;

/// <summary>What the node plugin asks for: the JSON part of its message. The descriptor came beside it.</summary>
internal sealed class MountRequest
{
    /// <summary>The bucket, access point alias or ARN.</summary>
    public string BucketName { get; private set; } = "";

    /// <summary>Which volume; empty where a mounter serves one only.</summary>
    public string VolumeId { get; private set; } = "";

    /// <summary>The engine's arguments, <c>--key=value</c>.</summary>
    public IReadOnlyList<string> Arguments { get; private set; } = [];

    /// <summary>The engine's whole environment, <c>KEY=VALUE</c>.</summary>
    public IReadOnlyList<string> Environment { get; private set; } = [];

    /// <summary>Reads a message. Keys count without case and unknown ones are passed over: peers of other versions send them.</summary>
    /// <exception cref="MounterException">It is no JSON object of the known form.</exception>
    public static MountRequest Parse(ReadOnlySpan<byte> message)
    {
        try
        {
            var reader = new Utf8JsonReader(message);
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
                throw new MounterException("the message is not a JSON object");
            var request = new MountRequest();
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
                request.ReadMember(ref reader);
            return reader.Read() ? throw new MounterException("the message has text after its JSON object") : request;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // The text of either may quote the message, and its environment may be secret.
            throw new MounterException("the message is not JSON of the form {bucketName, args, env, volumeId}");
        }
    }

    private void ReadMember(ref Utf8JsonReader reader)
    {
        var name = reader.GetString()!;
        reader.Read();
        if (name.Equals("bucketName", StringComparison.OrdinalIgnoreCase))
            BucketName = ReadText(ref reader);
        else if (name.Equals("volumeId", StringComparison.OrdinalIgnoreCase))
            VolumeId = ReadText(ref reader);
        else if (name.Equals("args", StringComparison.OrdinalIgnoreCase))
            Arguments = ReadTexts(ref reader);
        else if (name.Equals("env", StringComparison.OrdinalIgnoreCase))
            Environment = ReadTexts(ref reader);
        else
            reader.Skip();
    }

    private static List<string> ReadTexts(ref Utf8JsonReader reader)
    {
        var texts = new List<string>();
        if (reader.TokenType == JsonTokenType.Null)
            return texts;
        if (reader.TokenType != JsonTokenType.StartArray)
            throw new JsonException();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
            texts.Add(ReadText(ref reader));
        return texts;
    }

    /// <summary>A zero would end the text for the program that is started with it, and hide the rest.</summary>
    private static string ReadText(ref Utf8JsonReader reader)
    {
        var text = reader.GetString() ?? "";
        return text.Contains('\0', StringComparison.Ordinal) ? throw new MounterException("the message holds a text with a NUL character") : text;
    }
}
