namespace CsiHost.Native;

/// <summary>The kinds of file the host tells apart.</summary>
internal enum FileKind
{
    Other,
    Directory,
    Regular,
    Link,
    BlockDevice,
}
