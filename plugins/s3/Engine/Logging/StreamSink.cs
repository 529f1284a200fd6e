using System.Globalization;
using System.Text;

namespace CsiHost.S3Engine.Logging;

/// <summary>Lines into a file or onto stdout.</summary>
internal sealed class StreamSink(Stream stream) : ILogSink
{
    private readonly Lock _gate = new();

    public void Write(DateTimeOffset when, LogLevel level, string target, string message)
    {
        var stamp = when.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture);
        var line = Encoding.UTF8.GetBytes($"{stamp} {level.ToString().ToUpperInvariant(),5} {target}: {message}\n");
        try
        {
            lock (_gate)
            {
                stream.Write(line);
                stream.Flush();
            }
        }
        catch (IOException)
        {
            // Whoever read our stdout is gone, or the disk is full: the file system goes on.
        }
    }
}
