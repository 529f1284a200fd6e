using System.Security.Cryptography;
using System.Text;
using CsiHost.Abstractions.Errors;
using CsiHost.Abstractions.Models;
using CsiHost.Plugins.Efs.Volumes;

namespace CsiHost.Plugins.Efs.Controller;

/// <summary>A CreateVolume request, read and checked: what to make, in which file systems, for whom.</summary>
internal sealed record ProvisioningPlan
{
    /// <summary>EFS takes tokens of at most this many characters.</summary>
    private const int MaxTokenLength = 64;

    public required string Name { get; init; }

    public required ProvisioningMode Mode { get; init; }

    public required IReadOnlyList<string> FileSystemIds { get; init; }

    public required ProvisioningSwitches Switches { get; init; }

    public required PosixIds Ids { get; init; }

    public required CrossAccount CrossAccount { get; init; }

    /// <summary>The directory below the file system's root.</summary>
    public required string Directory { get; init; }

    public required string BasePath { get; init; }

    public required string Permissions { get; init; }

    public required string Zone { get; init; }

    /// <summary>Makes the creation idempotent: the volume's name, or what all claims of one name share.</summary>
    public required string Token { get; init; }

    public StorageKind Kind => Mode == ProvisioningMode.S3FilesAccessPoint ? StorageKind.S3Files : StorageKind.Efs;

    /// <summary>The mode; null when it is none.</summary>
    public static ProvisioningMode? ModeOf(IReadOnlyDictionary<string, string> parameters) => parameters.GetValueOrDefault(ParameterKeys.ProvisioningMode) switch
    {
        "efs-ap" => ProvisioningMode.EfsAccessPoint,
        "s3files-ap" => ProvisioningMode.S3FilesAccessPoint,
        "efs-dir" => ProvisioningMode.EfsDirectory,
        _ => null,
    };

    /// <summary>The client token.</summary>
    /// <exception cref="CsiException">Reuse is asked for and the claim's name is not known.</exception>
    public static string TokenOf(CreateVolumeRequest request, bool reuses)
    {
        if (!reuses)
            return request.Name.Length <= MaxTokenLength ? request.Name : Hash(request.Name);
        var claim = request.Parameters.GetValueOrDefault(ParameterKeys.PvcName, "");
        return claim.Length > 0
            ? Hash(claim)
            : throw CsiErrors.InvalidArgument(
                ProvisioningSwitches.Field(ParameterKeys.ReuseAccessPoint), "needs the claim's name; start the provisioner with --extra-create-metadata");
    }

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
