namespace CsiHost.TestKit.Conformance;

/// <summary>What all suites share. A driver's author inherits the suites of the capabilities that the driver advertises.</summary>
/// <param name="host">The running host.</param>
[Trait("tier", "conformance")]
public abstract class ConformanceSuite(ConformanceHost host) : IAsyncLifetime
{
    private Scenario? _scenario;

    /// <summary>The running host.</summary>
    protected ConformanceHost Host { get; } = host;

    /// <summary>What the driver's author said about it.</summary>
    protected ConformanceSettings Settings => Host.Settings;

    private protected DriverClient Driver => Host.Client;

    private protected Scenario Scenario => _scenario ?? throw new InvalidOperationException("the test has not been initialised");

    /// <inheritdoc/>
    public Task InitializeAsync()
    {
        _scenario = new Scenario(Host);
        return Task.CompletedTask;
    }

    /// <summary>Takes back what the test made; a call that fails here fails the test.</summary>
    public async Task DisposeAsync() => await Scenario.CleanUpAsync();
}
