using System.Buffers;

namespace CsiHost.Hosting.Logging;

/// <summary>Writes one entry as one line of UTF-8, the line end included.</summary>
internal interface ILogFormatter
{
    void Write(in LogLine line, IBufferWriter<byte> output);
}
