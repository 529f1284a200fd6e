using CsiHost.Plugins.S3.Attachments;
using CsiHost.Plugins.S3.Controller.Planning;

namespace CsiHost.Plugins.S3.Tests.Controller.Rig;

/// <summary>A plan as one line of a table.</summary>
internal static class PlanText
{
    public static string Of(UnitPlan plan)
    {
        var parts = plan.Attachments.Select(Of).Concat(plan.Retire.Select(name => $"retire {name}")).Concat(plan.Delete.Select(pod => $"delete {pod.Name}"))
            .Concat(plan.Findings.Select(finding => $"! {finding.Reason}"));
        return string.Join("; ", parts);
    }

    private static string Of(AttachmentPlan plan)
    {
        var steps = new List<string>();
        if (plan.MustBeGone.Count > 0)
            steps.Add("check " + string.Join('+', plan.MustBeGone));
        if (plan.NewPod is { } made)
            steps.Add($"{(made.IsReplacement ? "replace" : "make")} pod{(made.Preempting ? " preempting" : "")} for {Users(made.Workloads)}");
        if (plan.Stored is null)
            steps.Add("create");
        else if (!plan.EndsEmpty || plan.Retire.Count > 0)
            steps.Add(("write " + string.Join(' ', plan.Entries.Select(entry => $"{entry.Key}={Users(entry.Value)}"))).TrimEnd());
        steps.AddRange(plan.Retire.Select(name => "retire " + name));
        if (plan.EndsEmpty)
            steps.Add("delete");
        steps.AddRange(plan.Delete.Select(pod => "delete " + pod.Name));
        return $"{plan.Stored?.Name ?? "new"}[{string.Join(", ", steps).TrimEnd()}]";
    }

    private static string Users(IReadOnlyList<WorkloadAttachment> users) => string.Join('+', users.Select(user => user.WorkloadPodUid.Replace("uid-", "", StringComparison.Ordinal)));
}
