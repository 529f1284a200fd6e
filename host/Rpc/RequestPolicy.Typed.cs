using CsiHost.Pipeline.Locks;
using CsiHost.Pipeline.Validation;

namespace CsiHost.Rpc;

/// <summary>What is checked, locked and hidden for one RPC, whatever the driver.</summary>
internal sealed record RequestPolicy<TRequest>(string Rpc) : RequestPolicy(Rpc)
{
    /// <summary>In the order they are checked: the first violation is the one the caller hears.</summary>
    public required IReadOnlyList<FieldRule<TRequest>> Rules { get; init; }

    public Func<TRequest, IReadOnlyList<LockKey>>? Locks { get; init; }

    /// <summary>What the call is about, for logs.</summary>
    public Func<TRequest, string>? Subject { get; init; }

    /// <summary>Values that no log may show.</summary>
    public Func<TRequest, IEnumerable<string>>? Secrets { get; init; }

    public override IReadOnlyList<FieldRule> Fields => Rules;
}
