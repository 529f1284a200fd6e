using CsiHost.Abstractions.Errors;
using CsiHost.Abstractions.Models;
using CsiHost.Mounts.Records;

namespace CsiHost.Mounts;

/// <summary>Nobody takes away what belongs to somebody else.</summary>
internal static class Ownership
{
    /// <summary>Compares a record with the call that wants it gone.</summary>
    /// <exception cref="CsiException">Another driver's, another volume's, or the other kind of path (FailedPrecondition).</exception>
    public static void Check(PublishRecord record, DriverName driver, VolumeId volume, RecordKind kind)
    {
        if (record.Driver != driver.Value)
            throw CsiErrors.FailedPrecondition($"{record.Path} belongs to driver {record.Driver}; it was left alone");
        if (record.Kind != kind)
            throw CsiErrors.FailedPrecondition($"{record.Path} is a {Name(record.Kind)} path, not a {Name(kind)} path; it was left alone");
        if (record.VolumeId.Length > 0 && record.VolumeId != volume.Value)
            throw CsiErrors.FailedPrecondition($"{record.Path} is in use for volume {record.VolumeId}, not {volume}; it was left alone");
    }

    private static string Name(RecordKind kind) => kind == RecordKind.Stage ? "staging" : "target";
}
