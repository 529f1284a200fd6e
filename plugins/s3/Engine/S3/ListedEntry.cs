namespace CsiHost.S3Engine.S3;

/// <summary>One line of a listing: an object's key or a common prefix, as the service gave it.</summary>
internal readonly record struct ListedEntry(string Key, bool IsPrefix, ObjectInfo? Object);
