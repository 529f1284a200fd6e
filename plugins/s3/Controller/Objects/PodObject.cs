using System.Globalization;
using System.Text.Json.Serialization;
using CsiHost.Plugins.S3.Attachments;

namespace CsiHost.Plugins.S3.Controller.Objects;

/// <summary>A pod, as far as the controller reads it: a workload's, a Mountpoint Pod or a headroom pod.</summary>
internal sealed record PodObject : IApiObject
{
    public ApiMetadata Metadata { get; set; } = new();

    public PodSpec Spec { get; set; } = new();

    public PodStatus Status { get; set; } = new();

    [JsonIgnore]
    public ObjectKey Key => Metadata.Key;

    [JsonIgnore]
    public string Name => Metadata.Name;

    [JsonIgnore]
    public string Uid => Metadata.Uid;

    [JsonIgnore]
    public string ResourceVersion => Metadata.ResourceVersion;

    [JsonIgnore]
    public bool IsTerminating => Metadata.DeletionTimestamp is not null;

    [JsonIgnore]
    public bool IsScheduled => !string.IsNullOrEmpty(Spec.NodeName);

    /// <summary>A pod without a phase was just made.</summary>
    [JsonIgnore]
    public bool IsPending => Status.Phase is null or "" or "Pending";

    [JsonIgnore]
    public bool IsSucceeded => Status.Phase == "Succeeded";

    [JsonIgnore]
    public bool IsFailed => Status.Phase == "Failed";

    /// <summary>
    /// Whether the pod uses its volumes or is about to. A running pod does until its phase changes, also while it terminates; of a pod whose node is
    /// out of reach (phase Unknown) nobody can say that it does not.
    /// </summary>
    [JsonIgnore]
    public bool IsActive => !IsSucceeded && !IsFailed && !(IsPending && IsTerminating);

    [JsonIgnore]
    public string ServiceAccount => string.IsNullOrEmpty(Spec.ServiceAccountName) ? "default" : Spec.ServiceAccountName;

    [JsonIgnore]
    public string FsGroup => Spec.SecurityContext?.FsGroup?.ToString(CultureInfo.InvariantCulture) ?? "";

    [JsonIgnore]
    public IEnumerable<string> Claims => (Spec.Volumes ?? []).Select(static volume => volume.PersistentVolumeClaim?.ClaimName).OfType<string>();

    /// <summary>The place of our gate in the list; negative when the pod has none.</summary>
    [JsonIgnore]
    public int HeadroomGateIndex
    {
        get
        {
            for (var index = 0; index < (Spec.SchedulingGates?.Count ?? 0); index++)
            {
                if (Spec.SchedulingGates![index].Name == PodKeys.HeadroomGate)
                    return index;
            }

            return -1;
        }
    }

    [JsonIgnore]
    public bool WantsHeadroom => HeadroomGateIndex >= 0 || Metadata.Labels?.HeadroomForWorkload is not null;

    /// <summary>The node a Mountpoint Pod is for; it is tied to it before it is placed there.</summary>
    [JsonIgnore]
    public string? TargetNode => IsScheduled ? Spec.NodeName : NodeTerms.FirstOrDefault(static term => term.Key == "metadata.name")?.Values is [var node, ..] ? node : null;

    /// <summary>The persistent volume a Mountpoint Pod is for; driver 2.0 wrote it into a label.</summary>
    [JsonIgnore]
    public string? TargetVolume => Metadata.Annotations?.VolumeName ?? Metadata.Labels?.VolumeName;

    [JsonIgnore]
    public bool NeedsUnmount => Metadata.Annotations?.NeedsUnmount == PodKeys.True;

    private IEnumerable<FieldTerm> NodeTerms =>
        (Spec.Affinity?.NodeAffinity?.RequiredDuringSchedulingIgnoredDuringExecution?.NodeSelectorTerms ?? []).SelectMany(static term => term.MatchFields ?? []);

    internal sealed record PodSpec
    {
        public string? NodeName { get; init; }

        public string? ServiceAccountName { get; init; }

        public IReadOnlyList<Volume>? Volumes { get; init; }

        public PodSecurity? SecurityContext { get; init; }

        public IReadOnlyList<Gate>? SchedulingGates { get; init; }

        public PodAffinity? Affinity { get; init; }
    }

    internal sealed record PodStatus
    {
        public string? Phase { get; init; }

        public string? Reason { get; init; }
    }

    internal sealed record Volume
    {
        public ClaimSource? PersistentVolumeClaim { get; init; }
    }

    internal sealed record ClaimSource
    {
        public string? ClaimName { get; init; }
    }

    internal sealed record PodSecurity
    {
        public long? FsGroup { get; init; }
    }

    internal sealed record Gate
    {
        public string? Name { get; init; }
    }

    internal sealed record PodAffinity
    {
        public NodeAffinityRules? NodeAffinity { get; init; }
    }

    internal sealed record NodeAffinityRules
    {
        public NodeSelection? RequiredDuringSchedulingIgnoredDuringExecution { get; init; }
    }

    internal sealed record NodeSelection
    {
        public IReadOnlyList<NodeTerm>? NodeSelectorTerms { get; init; }
    }

    internal sealed record NodeTerm
    {
        public IReadOnlyList<FieldTerm>? MatchFields { get; init; }
    }

    internal sealed record FieldTerm
    {
        public string? Key { get; init; }

        public IReadOnlyList<string>? Values { get; init; }
    }
}
