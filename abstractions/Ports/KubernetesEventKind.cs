namespace CsiHost.Abstractions.Ports;

/// <summary>What happened to a watched object.</summary>
public enum KubernetesEventKind
{
    /// <summary>It is new to this watch.</summary>
    Added = 0,

    /// <summary>It changed.</summary>
    Modified = 1,

    /// <summary>It is gone.</summary>
    Deleted = 2,

    /// <summary>Every object of the first list was delivered.</summary>
    Synced = 3,
}
