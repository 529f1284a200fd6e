using CsiHost.Pipeline.Validation;

namespace CsiHost.Rpc;

/// <summary>A line of <see cref="RequestTable"/> without its message type.</summary>
internal abstract record RequestPolicy(string Rpc)
{
    public abstract IReadOnlyList<FieldRule> Fields { get; }
}
