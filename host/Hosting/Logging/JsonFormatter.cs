using System.Buffers;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.Extensions.Logging;

namespace CsiHost.Hosting.Logging;

/// <summary>One JSON object a line: <c>ts</c>, <c>level</c>, <c>logger</c>, <c>event</c>, <c>msg</c>, then scope fields and the values of the message.</summary>
internal sealed class JsonFormatter : ILogFormatter
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.Default, SkipValidation = true };

    private static readonly string[] Reserved = ["ts", "level", "logger", "event", "msg", "exception", "{OriginalFormat}"];

    public void Write(in LogLine line, IBufferWriter<byte> output)
    {
        using (var json = new Utf8JsonWriter(output, Options))
        {
            json.WriteStartObject();
            json.WriteString("ts", line.Time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture));
            json.WriteString("level", Level(line.Level));
            json.WriteString("logger", line.Category);
            json.WriteNumber("event", line.Event.Id);
            json.WriteString("msg", line.Message);
            WriteFields(json, [.. line.Scope, .. line.Values ?? []]);
            if (line.Exception is { } exception)
                json.WriteString("exception", exception.ToString());
            json.WriteEndObject();
        }

        output.Write("\n"u8);
    }

    private static void WriteFields(Utf8JsonWriter json, ReadOnlySpan<KeyValuePair<string, object?>> fields)
    {
        for (var i = 0; i < fields.Length; i++)
        {
            if (!Reserved.Contains(fields[i].Key) && !Contains(fields[(i + 1)..], fields[i].Key))
                WriteField(json, fields[i].Key, fields[i].Value);
        }
    }

    private static bool Contains(ReadOnlySpan<KeyValuePair<string, object?>> fields, string key)
    {
        foreach (var field in fields)
        {
            if (field.Key == key)
                return true;
        }

        return false;
    }

    private static void WriteField(Utf8JsonWriter json, string key, object? value)
    {
        switch (value)
        {
            case null:
                json.WriteNull(key);
                break;
            case bool flag:
                json.WriteBoolean(key, flag);
                break;
            case int or long or uint or ushort or short or byte:
                json.WriteNumber(key, Convert.ToInt64(value, CultureInfo.InvariantCulture));
                break;
            case double number when double.IsFinite(number):
                json.WriteNumber(key, number);
                break;
            default:
                json.WriteString(key, LogText.Show(value));
                break;
        }
    }

    private static string Level(LogLevel level) => level switch
    {
        LogLevel.Trace => "trace",
        LogLevel.Debug => "debug",
        LogLevel.Information => "info",
        LogLevel.Warning => "warning",
        LogLevel.Error => "error",
        _ => "fatal",
    };
}
