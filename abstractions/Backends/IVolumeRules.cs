using CsiHost.Abstractions.Models;

namespace CsiHost.Abstractions.Backends;

/// <summary>
/// What a driver's volumes allow. Pure. The host uses it for ValidateVolumeCapabilities and before each call, so the two cannot disagree.
/// </summary>
public interface IVolumeRules
{
    /// <summary>The rules as data; constant for the life of the process.</summary>
    VolumeRules Rules { get; }

    /// <summary>Checks what <see cref="Rules"/> cannot say.</summary>
    /// <param name="capability">A capability that passed <see cref="Rules"/>.</param>
    /// <param name="volumeContext">The volume's context; empty when the call has none.</param>
    /// <returns>A sentence that names the field and the fix, or null when all is well.</returns>
    string? FindViolation(VolumeCapability capability, IReadOnlyDictionary<string, string> volumeContext) => null;
}
