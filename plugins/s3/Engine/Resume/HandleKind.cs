namespace CsiHost.S3Engine.Resume;

internal enum HandleKind : byte
{
    Reader = 1,
    Writer = 2,
    Directory = 3,
}
