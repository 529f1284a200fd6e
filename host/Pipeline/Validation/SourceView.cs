namespace CsiHost.Pipeline.Validation;

/// <summary>A content source as sent, before anybody has checked it.</summary>
internal readonly record struct SourceView(bool IsPresent, string? SnapshotId, string? VolumeId);
