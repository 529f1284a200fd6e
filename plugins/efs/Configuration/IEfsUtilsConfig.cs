using CsiHost.Abstractions.Errors;
using CsiHost.Plugins.Efs.Volumes;

namespace CsiHost.Plugins.Efs.Configuration;

/// <summary>The configuration files of efs-utils, as they are on the node now: an administrator may edit them while the driver runs.</summary>
internal interface IEfsUtilsConfig
{
    /// <summary>Reads a file. It is small, and read once a mount.</summary>
    /// <exception cref="CsiException">It is missing or malformed (FailedPrecondition, names it).</exception>
    EfsUtilsSettings Read(StorageKind kind);
}
