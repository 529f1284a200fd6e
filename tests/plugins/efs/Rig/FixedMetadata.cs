using CsiHost.Plugins.Efs.Node;

namespace CsiHost.Plugins.Efs.Tests.Rig;

/// <summary>Metadata that a test sets.</summary>
internal sealed class FixedMetadata : INodeMetadata
{
    public NodeMetadata Value { get; set; } = new() { InstanceId = "i-1234567890abcdef0", Region = "us-east-1", Zone = "us-east-1b" };

    public Exception? Failure { get; set; }

    public ValueTask<NodeMetadata> GetAsync(CancellationToken cancellationToken) =>
        Failure is { } failure ? throw failure : ValueTask.FromResult(Value);
}
