using CsiHost.Plugins.S3.Controller.Objects;

namespace CsiHost.Plugins.S3.Controller.State;

/// <summary>A claim of a workload, resolved.</summary>
/// <param name="ClaimName">The claim's name in the workload's namespace.</param>
/// <param name="State">What it leads to.</param>
/// <param name="Volume">The volume, where it is this driver's.</param>
internal sealed record ClaimView(string ClaimName, ClaimState State, VolumeObject? Volume)
{
    /// <summary>Whether another look may find something else.</summary>
    public bool IsOpen => State is not (ClaimState.Ours or ClaimState.Foreign);
}
