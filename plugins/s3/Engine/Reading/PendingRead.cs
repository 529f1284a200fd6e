namespace CsiHost.S3Engine.Reading;

/// <summary>A READ that waits for its bytes; whoever receives them answers it.</summary>
internal readonly record struct PendingRead(ulong Unique, long Offset, int Size, Cursor Cursor);
