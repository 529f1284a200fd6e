using CsiHost.Plugins.S3.Controller.Headroom;
using CsiHost.Plugins.S3.Controller.Planning;
using CsiHost.Plugins.S3.Controller.State;
using CsiHost.Plugins.S3.Controller.Templates;

namespace CsiHost.Plugins.S3.Controller.Execution;

/// <summary>Brings one key in order: reads the state, plans, carries the plan out.</summary>
internal sealed class Reconciler(
    ClusterState state, UnitWork units, HeadroomWork headroom, FindingReports findings, PodSettings settings, TimeProvider time)
{
    private const string OpenClaims = "claims";

    // A finding waits for somebody to act, which the caches will show; this is for what they cannot.
    private static readonly TimeSpan AfterFinding = TimeSpan.FromMinutes(5);
    private readonly Absences _absences = new(time);
    private readonly ReplacementPace _pace = new(time);

    /// <returns>When to look at the key again although nothing changed.</returns>
    public Task<TimeSpan?> ReconcileAsync(WorkKey key, CancellationToken cancellationToken) => key.Kind switch
    {
        WorkKind.Unit => UnitAsync(key, new UnitKey(key.First, key.Second), cancellationToken),
        WorkKind.Workload => WorkloadAsync(key, cancellationToken),
        _ => HeadroomPodAsync(key, cancellationToken),
    };

    private async Task<TimeSpan?> UnitAsync(WorkKey key, UnitKey unit, CancellationToken cancellationToken)
    {
        var view = state.Read(unit);
        var plan = UnitPlanner.Plan(view, new PlanFacts
        {
            DriverVersion = settings.DriverVersion,
            Now = time.GetUtcNow(),
            AbsentFor = _absences.Note(key, Absentees.Find(view)),
            ReplacementDelay = _pace.Delay(unit),
        });
        try
        {
            await units.ApplyAsync(plan, cancellationToken);
            if (plan.Attachments.Any(static attachment => attachment.NewPod is { IsReplacement: true }))
                _pace.Note(unit);
        }
        catch (VolumeAttributeException e)
        {
            plan = plan with { Findings = [.. plan.Findings, new Finding("VolumeAttributeInvalid", $"no Mountpoint Pod can be made for {unit}: {e.Message}")] };
        }

        await findings.ReportAsync(key, plan.Findings, cancellationToken);
        return plan.LookAgain ?? (plan.Findings.Count > 0 ? AfterFinding : null);
    }

    private async Task<TimeSpan?> WorkloadAsync(WorkKey key, CancellationToken cancellationToken)
    {
        if (state.ReadWorkload(key.First, key.Second) is not { } view)
        {
            _absences.Note(key, new HashSet<string>());
            await findings.ReportAsync(key, [], cancellationToken);
            return null;
        }

        var isOpen = view.Pod.IsActive && view.Claims.Any(static claim => claim.IsOpen);
        var openFor = _absences.Note(key, isOpen ? new HashSet<string> { OpenClaims } : new HashSet<string>());
        await findings.ReportAsync(key, isOpen ? ClaimFindings.Of(view) : [], cancellationToken);
        if (!settings.ReservesHeadroom)
            return null;
        var plan = HeadroomPlanner.Plan(view, openFor.GetValueOrDefault(OpenClaims));
        await headroom.ApplyAsync(view.Pod, plan, cancellationToken);
        return plan.LookAgain;
    }

    private async Task<TimeSpan?> HeadroomPodAsync(WorkKey key, CancellationToken cancellationToken)
    {
        var (pod, workload) = state.ReadHeadroomPod(key.Second);
        if (!settings.ReservesHeadroom || pod is null or { IsTerminating: true } || pod.Metadata.Labels?.HeadroomForPod is null || !HeadroomPlanner.IsStale(workload))
            return null;
        await headroom.DeleteAsync(new PodReference(pod.Name, pod.Uid), cancellationToken);
        return null;
    }
}
