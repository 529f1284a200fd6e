using CsiHost.Abstractions.Ports;
using CsiHost.Plugins.S3.Attachments;
using CsiHost.Plugins.S3.Controller.Objects;
using CsiHost.Plugins.S3.Controller.Planning;
using CsiHost.Plugins.S3.Controller.State;

namespace CsiHost.Plugins.S3.Controller.Execution;

/// <summary>Carries unit plans out. What the server answers is known to the next plan before the watch tells it.</summary>
internal sealed class UnitWork(MountpointPods pods, AttachmentWriter writer, ClusterState state)
{
    /// <summary>Carries all of a plan out that can be; what failed is thrown at the end.</summary>
    public async Task ApplyAsync(UnitPlan plan, CancellationToken cancellationToken)
    {
        var failures = new List<Exception>();
        foreach (var attachment in plan.Attachments)
            await TryAsync(() => ApplyAsync(attachment, cancellationToken), failures, cancellationToken);
        foreach (var name in plan.Retire)
            await TryAsync(() => pods.RetireAsync(name, cancellationToken), failures, cancellationToken);
        foreach (var pod in plan.Delete)
            await TryAsync(() => pods.DeleteAsync(pod, cancellationToken), failures, cancellationToken);
        if (failures.Count > 0)
            throw failures.Count == 1 ? failures[0] : new AggregateException(failures);
    }

    private static async Task TryAsync(Func<Task> work, List<Exception> failures, CancellationToken cancellationToken)
    {
        try
        {
            await work();
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            failures.Add(e);
        }
    }

    private async Task ApplyAsync(AttachmentPlan plan, CancellationToken cancellationToken)
    {
        foreach (var name in plan.MustBeGone)
            await pods.RequireGoneAsync(name, cancellationToken);
        var entries = new Dictionary<string, IReadOnlyList<WorkloadAttachment>>(plan.Entries, StringComparer.Ordinal);
        var made = plan.NewPod is { } wanted ? await pods.CreateAsync(wanted, cancellationToken) : null;
        if (made is not null)
            entries[made.Name] = plan.NewPod!.Workloads;

        var written = plan.Stored;
        if (made is not null)
            written = await WriteOrGiveUpAsync(plan, entries, made, cancellationToken);
        else if (!plan.EndsEmpty || plan.Retire.Count > 0)
            written = await writer.ReplaceAsync(plan.Stored!, entries, cancellationToken);

        foreach (var name in plan.Retire)
            await pods.RetireAsync(name, cancellationToken);
        if (plan.EndsEmpty)
            await writer.DeleteAsync(written!, cancellationToken);
        else if (plan.Retire.Count > 0)
            await writer.ReplaceAsync(written!, entries.Where(entry => !plan.Retire.Contains(entry.Key)).ToDictionary(StringComparer.Ordinal), cancellationToken);
        foreach (var pod in plan.Delete)
            await pods.DeleteAsync(pod, cancellationToken);
    }

    /// <summary>
    /// Writes an attachment that names a pod just made. When the server refuses, the pod goes again; when nobody knows whether it was written, the object
    /// itself says so.
    /// </summary>
    private async Task<MountpointS3PodAttachment> WriteOrGiveUpAsync(
        AttachmentPlan plan, IReadOnlyDictionary<string, IReadOnlyList<WorkloadAttachment>> entries, PodObject made, CancellationToken cancellationToken)
    {
        try
        {
            return plan.Stored is { } stored
                ? await writer.ReplaceAsync(stored, entries, cancellationToken)
                : await writer.CreateAsync(plan.Key, entries, cancellationToken);
        }
        catch (KubernetesApiException failure)
        {
            // A pod that cannot be looked after here is found later as one that no attachment names.
            var found = await writer.ReadAsync(plan.Stored?.Name ?? plan.Key.AttachmentName, cancellationToken);
            if (found is not null)
                state.Remember(found);
            if (found?.Spec.MountpointS3PodAttachments.ContainsKey(made.Name) == true)
                return found;
            await pods.GiveUpAsync(made, failure, cancellationToken);
            throw;
        }
    }
}
