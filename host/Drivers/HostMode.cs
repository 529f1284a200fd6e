namespace CsiHost.Drivers;

/// <summary>Which calls a host serves. Identity is served in every mode.</summary>
[Flags]
internal enum HostMode
{
    Node = 1,
    Controller = 2,
    All = Node | Controller,
}
