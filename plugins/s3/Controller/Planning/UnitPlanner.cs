using CsiHost.Plugins.S3.Attachments;
using CsiHost.Plugins.S3.Controller.Objects;
using CsiHost.Plugins.S3.Controller.State;

namespace CsiHost.Plugins.S3.Controller.Planning;

/// <summary>
/// Decides what is to be done for a volume on a node. It looks at everything at once, so it does not matter which event it was called for, nor
/// whether events were missed.
/// </summary>
internal sealed class UnitPlanner
{
    private readonly UnitView _view;
    private readonly PlanFacts _facts;
    private readonly List<AttachmentDraft> _drafts;
    private readonly HashSet<SharingKey> _ambiguous = [];
    private readonly List<Finding> _findings = [];
    private TimeSpan? _lookAgain;

    private UnitPlanner(UnitView view, PlanFacts facts)
    {
        _view = view;
        _facts = facts;
        _drafts = [.. view.Attachments.Select(static stored => new AttachmentDraft(SharingKey.Of(stored.Spec), stored))];
    }

    public static UnitPlan Plan(UnitView view, PlanFacts facts)
    {
        var planner = new UnitPlanner(view, facts);
        planner.DropEndedWorkloads();
        planner.FindDuplicates();
        planner.LeaveLostPods();
        planner.AttachConsumers();
        return planner.Finish();
    }

    private void DropEndedWorkloads()
    {
        foreach (var users in _drafts.SelectMany(static draft => draft.Users.Values))
            users.RemoveAll(user => HasEnded(user.WorkloadPodUid));
    }

    private bool HasEnded(string uid) =>
        _view.Workloads.TryGetValue(uid, out var pod) ? !pod.IsActive : IsAbsentLongEnough(Absentees.Workload(uid));

    private bool IsAbsentLongEnough(string id)
    {
        var left = Absentees.Grace - _facts.AbsentFor.GetValueOrDefault(id);
        if (left > TimeSpan.Zero)
            LookAgainIn(left);
        return left <= TimeSpan.Zero;
    }

    /// <summary>
    /// Objects of other versions of the driver may stand twice for one key. One of them that is in use is kept and the others go, as all that nobody
    /// uses do; of two in use nobody can say which is the right one.
    /// </summary>
    private void FindDuplicates()
    {
        foreach (var group in _drafts.GroupBy(static draft => draft.Key))
        {
            var used = group.Count(static draft => draft.HasUsers);
            if (used < 2)
                continue;
            _ambiguous.Add(group.Key);
            var names = string.Join(", ", group.Select(static draft => draft.Stored!.Name));
            _findings.Add(new Finding(
                "AmbiguousAttachment", $"found {used} MountpointS3PodAttachments referencing Mountpoint Pods when expecting 0 or 1 for {_view.Key}: {names}"));
        }
    }

    /// <summary>Takes workloads away from Mountpoint Pods that ended under them: evicted, failed, deleted, or unmounted by their node.</summary>
    private void LeaveLostPods()
    {
        foreach (var draft in _drafts)
        {
            foreach (var (name, users) in draft.Users)
            {
                var moving = users.Where(user => MustMove(name, user)).ToList();
                if (moving.Count > 0 && TryMove(draft, moving))
                {
                    users.RemoveAll(moving.Contains);
                    draft.Lost.Add(name);
                }
            }
        }
    }

    private bool MustMove(string pod, WorkloadAttachment user)
    {
        if (!_view.MountpointPods.TryGetValue(pod, out var found) || found.IsFailed || found.IsSucceeded)
            return true;

        // Its node will unmount it as soon as it can: whoever has not mounted it yet will not get to.
        return found.NeedsUnmount && _view.Workloads.TryGetValue(user.WorkloadPodUid, out var workload) && workload.IsPending;
    }

    private bool TryMove(AttachmentDraft draft, List<WorkloadAttachment> moving)
    {
        var workloads = moving.Select(user => _view.Workloads.GetValueOrDefault(user.WorkloadPodUid)).OfType<PodObject>().ToList();
        if (workloads.Count == 0)
            return false;
        if (FindSuitable(draft) is { } other)
        {
            draft.Users[other].AddRange(moving);
            return true;
        }

        if (_view.Volume is null)
        {
            _findings.Add(new Finding(
                "MountpointPodLost", $"the Mountpoint Pod of {_view.Key} ended and cannot be replaced: the volume does not exist", workloads[0]));
            return false;
        }

        if (_facts.ReplacementDelay > TimeSpan.Zero && draft.NewUsers.Count == 0)
        {
            LookAgainIn(_facts.ReplacementDelay);
            return false;
        }

        draft.Replaces = true;
        draft.NewUsers.AddRange(moving);
        draft.NewWantsHeadroom |= workloads.Exists(static pod => pod.WantsHeadroom);
        return true;
    }

    private void AttachConsumers()
    {
        foreach (var consumer in _view.Consumers)
        {
            if (consumer.Pod.IsActive && !_drafts.Exists(draft => draft.Knows(consumer.Pod.Uid)))
                Attach(consumer);
        }
    }

    private void Attach(Consumer consumer)
    {
        var pod = consumer.Pod;
        if (consumer.Account is null)
        {
            _findings.Add(new Finding(
                "ServiceAccountMissing", $"pod {pod.Key} uses {_view.Key}, but its service account {pod.Metadata.Namespace}/{pod.ServiceAccount} does not exist", pod));
            return;
        }

        var key = consumer.KeyFor(_view.Volume!, _view.Key.Node);
        if (_ambiguous.Contains(key))
        {
            _findings.Add(new Finding("AmbiguousAttachment", $"pod {pod.Key} cannot be given a Mountpoint Pod: several attachments stand for it", pod));
            return;
        }

        if (FindDraft(key) is not { } draft)
        {
            // A pod that runs without an attachment has a mount of driver 1.x, which its node looks after.
            if (!pod.IsPending)
                return;
            _drafts.Add(draft = new AttachmentDraft(key, null));
        }

        var user = WorkloadAttachment.Create(pod.Uid, _facts.Now);
        if (FindSuitable(draft) is { } suitable)
        {
            draft.Users[suitable].Add(user);
            return;
        }

        draft.NewUsers.Add(user);
        draft.NewWantsHeadroom |= pod.WantsHeadroom;
    }

    private AttachmentDraft? FindDraft(SharingKey key)
    {
        var group = _drafts.Where(draft => draft.Key == key).ToList();
        return group.Find(static draft => draft.HasUsers) ?? (group.Count == 1 ? group[0] : null);
    }

    private string? FindSuitable(AttachmentDraft draft) => draft.Users.Keys.FirstOrDefault(name =>
        !draft.Lost.Contains(name) && _view.MountpointPods.TryGetValue(name, out var pod) && IsSuitable(pod));

    private bool IsSuitable(PodObject pod) =>
        !pod.IsTerminating && !pod.IsFailed && !pod.IsSucceeded && !pod.NeedsUnmount
        && pod.Metadata.Annotations?.NoNewWorkload != PodKeys.True
        && (pod.Metadata.Labels is null || pod.Metadata.Labels.MountedByDriverVersion == _facts.DriverVersion);

    private UnitPlan Finish()
    {
        var named = _drafts.SelectMany(static draft => draft.Users.Keys).ToHashSet(StringComparer.Ordinal);
        var unnamed = _view.MountpointPods.Values.Where(pod => !named.Contains(pod.Name) && !pod.IsTerminating).ToList();
        var retire = unnamed.Where(pod => !IsThrough(pod) && !pod.NeedsUnmount && IsAbsentLongEnough(Absentees.Unnamed(pod.Name))).ToList();
        var delete = unnamed.Where(static pod => IsThrough(pod) || (pod.NeedsUnmount && pod.IsPending));

        // What goes makes room for what comes: both may have the same name.
        return new UnitPlan
        {
            Attachments = [.. _drafts.Select(ToPlan).OfType<AttachmentPlan>().OrderBy(static plan => plan.Stored is null)],
            Retire = [.. retire.Select(static pod => pod.Name)],
            Delete = [.. delete.Select(static pod => new PodReference(pod.Name, pod.Uid))],
            Findings = _findings,
            LookAgain = _lookAgain,
        };
    }

    private AttachmentPlan? ToPlan(AttachmentDraft draft)
    {
        var empty = draft.Users.Where(static entry => entry.Value.Count == 0).Select(static entry => entry.Key).ToList();
        var there = empty.Select(_view.MountpointPods.GetValueOrDefault).OfType<PodObject>().ToList();
        var retire = there.Where(static pod => !IsThrough(pod)).Select(static pod => pod.Name).ToList();
        var entries = draft.Users.Where(entry => entry.Value.Count > 0 || retire.Contains(entry.Key))
            .ToDictionary(static entry => entry.Key, static entry => (IReadOnlyList<WorkloadAttachment>)entry.Value, StringComparer.Ordinal);
        var plan = new AttachmentPlan
        {
            Stored = draft.Stored,
            Key = draft.Key,
            MustBeGone = [.. draft.Lost.Where(name => !_view.MountpointPods.ContainsKey(name))],
            NewPod = draft.NewUsers.Count == 0 ? null : new NewMountpointPod
            {
                Volume = _view.Volume!,
                NodeName = _view.Key.Node,
                Preempting = draft.NewWantsHeadroom,
                IsReplacement = draft.Replaces,
                Workloads = draft.NewUsers,
            },
            Entries = entries,
            Retire = retire,
            Delete = [.. there.Where(static pod => !pod.IsTerminating && (IsThrough(pod) || pod.IsPending)).Select(static pod => new PodReference(pod.Name, pod.Uid))],
        };
        return Changes(plan) ? plan : null;
    }

    private static bool Changes(AttachmentPlan plan)
    {
        if (plan.Stored is not { } stored)
            return plan.NewPod is not null;
        var before = stored.Spec.MountpointS3PodAttachments;
        return plan.NewPod is not null || plan.Retire.Count > 0 || plan.EndsEmpty || before.Count != plan.Entries.Count
            || before.Any(entry => !plan.Entries[entry.Key].SequenceEqual(entry.Value));
    }

    private static bool IsThrough(PodObject pod) => pod.IsSucceeded || pod.IsFailed;

    private void LookAgainIn(TimeSpan delay) => _lookAgain = _lookAgain is { } sooner && sooner < delay ? sooner : delay;
}
