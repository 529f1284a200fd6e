namespace CsiHost.Hosting.Configuration;

/// <summary>Which CSI services a host offers. Identity is always offered.</summary>
internal enum HostMode
{
    All = 0,
    Node = 1,
    Controller = 2,
}
