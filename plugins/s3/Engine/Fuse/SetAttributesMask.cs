namespace CsiHost.S3Engine.Fuse;

/// <summary>Which fields a SETATTR request carries (FATTR_*).</summary>
[Flags]
internal enum SetAttributesMask : uint
{
    Size = 1 << 3,
    AccessTime = 1 << 4,
    ModifyTime = 1 << 5,
    AccessTimeNow = 1 << 7,
    ModifyTimeNow = 1 << 8,
}
