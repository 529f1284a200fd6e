namespace CsiHost.Kubernetes;

/// <summary>What an attempt to take or renew a lease came to.</summary>
internal enum LeaseState
{
    /// <summary>It is ours.</summary>
    Held,

    /// <summary>Another candidate holds it.</summary>
    HeldByOther,

    /// <summary>Nobody knows: the attempt did not get through.</summary>
    Unknown,
}
