namespace CsiHost.S3Engine.Native;

/// <summary>The error numbers that file operations answer.</summary>
internal enum Errno
{
    None = 0,
    NotPermitted = 1,
    NotFound = 2,
    Interrupted = 4,
    Io = 5,
    BadDescriptor = 9,
    Again = 11,
    NoMemory = 12,
    Access = 13,
    Exists = 17,
    NoDevice = 19,
    NotDirectory = 20,
    IsDirectory = 21,
    Invalid = 22,
    FileTooBig = 27,
    NoSpace = 28,
    ReadOnly = 30,
    NameTooLong = 36,
    NotImplemented = 38,
    NotEmpty = 39,
    Protocol = 71,
    NotConnected = 107,
    Stale = 116,
}
