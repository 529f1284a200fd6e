using System.Buffers;
using System.Globalization;
using System.Text;
using Microsoft.Extensions.Logging;

namespace CsiHost.Hosting.Logging;

/// <summary>
/// klog's text: <c>I0102 15:04:05.000000    1234 DriverSockets:1003] message key=value</c>. Where klog has file and line, this has the
/// last part of the category and the event id, which name the place as well. Times are UTC.
/// </summary>
internal sealed class KlogFormatter(int processId, bool skipHeaders) : ILogFormatter
{
    private readonly string _processId = processId.ToString(CultureInfo.InvariantCulture).PadLeft(7);

    public void Write(in LogLine line, IBufferWriter<byte> output)
    {
        var text = new StringBuilder(256);
        if (!skipHeaders)
            AppendHeader(text, line);
        LogText.Append(text, line.Message);
        AppendFields(text, line.Scope);
        if (line.Exception is { } exception)
        {
            text.Append(" exception=");
            LogText.AppendValue(text, exception.ToString());
        }

        text.Append('\n');
        foreach (var chunk in text.GetChunks())
            Encoding.UTF8.GetBytes(chunk.Span, output);
    }

    private void AppendHeader(StringBuilder text, in LogLine line)
    {
        text.Append(Severity(line.Level));
        text.Append(CultureInfo.InvariantCulture, $"{line.Time.UtcDateTime:MMdd HH:mm:ss.ffffff} ");
        text.Append(_processId).Append(' ').Append(line.Category.AsSpan(line.Category.LastIndexOf('.') + 1));
        text.Append(':').Append(line.Event.Id).Append("] ");
    }

    private static void AppendFields(StringBuilder text, IReadOnlyList<KeyValuePair<string, object?>> fields)
    {
        for (var i = 0; i < fields.Count; i++)
        {
            if (IsRepeated(fields, i))
                continue;
            text.Append(' ').Append(fields[i].Key).Append('=');
            LogText.AppendValue(text, LogText.Show(fields[i].Value));
        }
    }

    private static bool IsRepeated(IReadOnlyList<KeyValuePair<string, object?>> fields, int index)
    {
        for (var later = index + 1; later < fields.Count; later++)
        {
            if (fields[later].Key == fields[index].Key)
                return true;
        }

        return false;
    }

    private static char Severity(LogLevel level) => level switch
    {
        LogLevel.Warning => 'W',
        LogLevel.Error => 'E',
        LogLevel.Critical => 'F',
        _ => 'I',
    };
}
