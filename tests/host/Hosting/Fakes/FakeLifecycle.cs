using CsiHost.Abstractions.Plugins;

namespace CsiHost.Tests.Hosting.Fakes;

/// <summary>Notes what happens to it, and starts as the test wants.</summary>
internal sealed class FakeLifecycle(List<string> journal, Func<CancellationToken, Task> start) : IPluginLifecycle
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        journal.Add("start");
        await start(cancellationToken);
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        journal.Add("stop");
        return Task.CompletedTask;
    }
}
