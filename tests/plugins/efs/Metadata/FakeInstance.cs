using CsiHost.Plugins.Efs.Metadata;

namespace CsiHost.Plugins.Efs.Tests.Metadata;

/// <summary>An instance metadata service as a dictionary.</summary>
internal sealed class FakeInstance : IInstanceMetadata
{
    public Dictionary<string, string> Values { get; } = [];

    public int Asked { get; private set; }

    public ValueTask<string?> FindAsync(string path, CancellationToken cancellationToken)
    {
        Asked++;
        return ValueTask.FromResult(Values.GetValueOrDefault(path));
    }
}
