using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace CsiHost.S3Engine.Logging;

/// <summary>The system log's local socket, in RFC 3164's format. A machine without one loses the lines and nothing else.</summary>
internal sealed class SyslogSink : ILogSink
{
    private const int UserFacility = 1 << 3;
    private readonly Socket? _socket = Connect();

    public void Write(DateTimeOffset when, LogLevel level, string target, string message)
    {
        var severity = level switch { LogLevel.Error => 3, LogLevel.Warn => 4, LogLevel.Info => 6, _ => 7 };
        var stamp = when.ToString("MMM d HH:mm:ss", CultureInfo.InvariantCulture);
        var line = Encoding.UTF8.GetBytes($"<{UserFacility | severity}>{stamp} mount-s3[{Environment.ProcessId}]: [{level.ToString().ToUpperInvariant()}] {target}: {message}");
        try
        {
            _socket?.Send(line);
        }
        catch (SocketException)
        {
        }
    }

    private static Socket? Connect()
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified) { Blocking = false };
        try
        {
            socket.Connect(new UnixDomainSocketEndPoint("/dev/log"));
            return socket;
        }
        catch (SocketException)
        {
            socket.Dispose();
            return null;
        }
    }
}
