namespace CsiHost.S3Engine.Resume;

/// <summary>What a record of the journal says.</summary>
internal enum RecordKind : byte
{
    /// <summary>Which kernel connection the rest is about.</summary>
    Session = 1,
    Node = 2,
    NodeDropped = 3,
    Handle = 4,
    HandleClosed = 5,
    Upload = 6,
    UploadEnded = 7,
}
