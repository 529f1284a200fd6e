namespace CsiHost.Plugins.S3.Controller.State;

/// <summary>What a <see cref="WorkKey"/> stands for.</summary>
internal enum WorkKind
{
    /// <summary>A workload pod: its claims and its headroom.</summary>
    Workload,

    /// <summary>A volume on a node: attachments and Mountpoint Pods.</summary>
    Unit,

    /// <summary>A headroom pod, which goes when its workload no longer needs it.</summary>
    HeadroomPod,
}
