namespace CsiHost.S3Engine.Logging;

internal enum LogLevel
{
    Trace,
    Debug,
    Info,
    Warn,
    Error,
    Off,
}
