using CsiHost.Plugins.S3.Controller.State;

namespace CsiHost.Plugins.S3.Controller.Planning;

/// <summary>Says of a workload's claims what keeps their volumes from being looked after. An unbound claim is an everyday thing and no finding.</summary>
internal static class ClaimFindings
{
    public static IReadOnlyList<Finding> Of(WorkloadView view)
    {
        var findings = new List<Finding>();
        foreach (var claim in view.Claims)
        {
            var problem = claim.State switch
            {
                ClaimState.NoClaim => "does not exist",
                ClaimState.NoVolume => "is bound to a volume that does not exist",
                ClaimState.Mismatch => "names a volume that is bound to another claim",
                _ => null,
            };
            if (problem is not null)
                findings.Add(new Finding("ClaimNotUsable", $"claim {view.Pod.Metadata.Namespace}/{claim.ClaimName} of pod {view.Pod.Key} {problem}", view.Pod));
        }

        return findings;
    }
}
