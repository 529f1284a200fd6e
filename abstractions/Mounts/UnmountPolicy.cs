namespace CsiHost.Abstractions.Mounts;

/// <summary>How the host takes a driver's mounts away.</summary>
public sealed record UnmountPolicy
{
    /// <summary>30 s for an ordinary unmount; a dead mount is then detached.</summary>
    public static UnmountPolicy Default { get; } = new();

    /// <summary>How long an ordinary unmount may take.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>What follows when it fails because the server is dead, or times out; <see cref="UnmountMode.Normal"/> means an error.</summary>
    public UnmountMode Escalation { get; init; } = UnmountMode.Detach;
}
