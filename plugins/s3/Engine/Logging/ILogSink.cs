namespace CsiHost.S3Engine.Logging;

internal interface ILogSink
{
    void Write(DateTimeOffset when, LogLevel level, string target, string message);
}
