using System.Security.Cryptography;
using System.Text;
using CsiHost.Abstractions.Models;

namespace CsiHost.Mounts.Records;

/// <summary>A hash that is equal for two capabilities exactly when they are the same use.</summary>
internal static class CapabilityFingerprint
{
    /// <summary>Hashes; each part is written with its length, so that no two lists of parts read alike.</summary>
    public static string Of(VolumeCapability capability)
    {
        string[] parts =
        [
            ((int)capability.AccessMode).ToString(),
            ((int)capability.AccessType).ToString(),
            capability.FileSystemType,
            capability.VolumeMountGroup,
            .. capability.MountFlags.Order(StringComparer.Ordinal),
        ];
        var text = string.Concat(parts.Select(part => $"{part.Length}:{part}"));
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
    }
}
