using CsiHost.Abstractions.Errors;
using CsiHost.TestKit.Fakes;

namespace CsiHost.Plugins.Local.Tests;

/// <summary>A driver on a folder of its own for each test.</summary>
public abstract class BackendTest : IAsyncLifetime
{
    private protected TemporaryFolder Folder { get; } = new();

    private protected LocalBackend Sut { get; private set; } = null!;

    public async Task InitializeAsync() => Sut = await LocalBackend.StartAsync(Folder["root"]);

    public Task DisposeAsync()
    {
        Sut.Dispose();
        Folder.Dispose();
        return Task.CompletedTask;
    }

    /// <summary>Ends the driver as a kill would, as far as files are concerned, and starts another on the same folder.</summary>
    private protected async Task RestartAsync(Action<LocalOptions>? configure = null)
    {
        Sut.Dispose();
        Sut = await LocalBackend.StartAsync(Folder["root"], configure);
    }

    private protected static async Task<CsiErrorKind?> KindOfAsync(Func<Task> action)
    {
        try
        {
            await action();
            return null;
        }
        catch (CsiException exception)
        {
            return exception.Kind;
        }
    }
}
