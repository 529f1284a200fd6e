using CsiHost.Plugins.S3.Attachments;
using CsiHost.Plugins.S3.Controller.Objects;

namespace CsiHost.Plugins.S3.Controller.State;

/// <summary>All that concerns a volume on a node, at one moment: what decisions are made from.</summary>
internal sealed record UnitView
{
    public required UnitKey Key { get; init; }

    /// <summary>The volume; null when it does not exist (any more) or is not this driver's.</summary>
    public VolumeObject? Volume { get; init; }

    /// <summary>The pods on the node whose claim is bound to the volume, in order of namespace and name.</summary>
    public IReadOnlyList<Consumer> Consumers { get; init; } = [];

    /// <summary>In order of name.</summary>
    public IReadOnlyList<MountpointS3PodAttachment> Attachments { get; init; } = [];

    /// <summary>Those of the unit and those that its attachments name, by name.</summary>
    public IReadOnlyDictionary<string, PodObject> MountpointPods { get; init; } = new Dictionary<string, PodObject>();

    /// <summary>The workloads that the attachments name, by uid, as far as they exist.</summary>
    public IReadOnlyDictionary<string, PodObject> Workloads { get; init; } = new Dictionary<string, PodObject>();
}
