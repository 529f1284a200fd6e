using CsiHost.Pipeline.Locks;
using CsiHost.Pipeline.Validation;

namespace CsiHost.Pipeline;

/// <summary>One RPC of one driver as data: what is checked, what is locked and who answers.</summary>
internal sealed class CallMethod<TRequest, TResponse> : CallMethod
    where TRequest : class
    where TResponse : class
{
    /// <summary>What must hold for the request before anything else looks at it.</summary>
    public IReadOnlyList<FieldRule<TRequest>> Rules { get; init; } = [];

    /// <summary>What no other call may hold meanwhile; null for calls that only read.</summary>
    public Func<TRequest, IReadOnlyList<LockKey>>? Locks { get; init; }

    /// <summary>Answers from a backend.</summary>
    public CallStep<TRequest, TResponse>? Backend { get; init; }

    /// <summary>Answers by changing this node's mounts. A method has this or <see cref="Backend"/>.</summary>
    public EffectStep<TRequest, TResponse>? Effects { get; init; }

    /// <summary>The answer when the backend knows no such object: deleting what is gone is a success. Null keeps NOT_FOUND.</summary>
    public TResponse? WhenAbsent { get; init; }

    public Func<TRequest, string>? Subject { get; init; }

    public Func<TRequest, IEnumerable<string>>? Secrets { get; init; }

    public Func<TRequest, string>? Describer { get; init; }

    public override string SubjectOf(object request) => LogText.Clean(Subject?.Invoke((TRequest)request) ?? "");

    public override IEnumerable<string> SecretsOf(object request) => Secrets?.Invoke((TRequest)request) ?? [];

    public override string Describe(object request) => Describer?.Invoke((TRequest)request) ?? "";
}
