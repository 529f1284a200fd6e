namespace CsiHost.Hosting.Configuration;

internal enum LogFormat
{
    Text = 0,
    Json = 1,
}
