namespace CsiHost.Plugins.Efs.Node.Usage;

/// <summary>A walk that waits or runs.</summary>
internal sealed class UsageWalk(string path)
{
    public string Path { get; } = path;

    public CancellationTokenSource Cancellation { get; } = new();

    public Task Ended { get; set; } = Task.CompletedTask;
}
