namespace CsiHost.Abstractions.Mounts;

/// <summary>Whether a path answers.</summary>
public enum MountHealth
{
    /// <summary>It answered.</summary>
    Healthy = 0,

    /// <summary>There is nothing at the path.</summary>
    Missing = 1,

    /// <summary>It answered with an error that means a dead server (ENOTCONN, ESTALE, EIO, EHOSTDOWN).</summary>
    Dead = 2,

    /// <summary>It did not answer in time.</summary>
    Unresponsive = 3,
}
