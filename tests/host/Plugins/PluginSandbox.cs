using CsiHost.Abstractions.Ports;
using CsiHost.Cli;
using CsiHost.Crypto;
using CsiHost.Plugins;
using CsiHost.Plugins.Checks;
using CsiHost.Plugins.Inspection;
using CsiHost.Plugins.Manifests;
using CsiHost.Plugins.Running;
using CsiHost.TestKit.Fakes;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using NSubstitute;

namespace CsiHost.Tests.Plugins;

/// <summary>A composed folder of plugins that a test builds from fixtures and then spoils.</summary>
internal sealed class PluginSandbox : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly ServiceProvider _metrics = new ServiceCollection().AddMetrics().BuildServiceProvider();
    private readonly LoggerFactory _logging = new();

    public PluginSandbox(params string[] fixtures)
    {
        _logging.AddProvider(Log);
        Directory.CreateDirectory(Root);
        foreach (var fixture in fixtures)
            Add(fixture);
    }

    public string Root => _folder["plugins"];

    public LogCapture Log { get; } = new();

    public TimeProvider Time { get; init; } = TimeProvider.System;

    public PluginHostOptions Options { get; init; } = new();

    public Dictionary<string, string?> Configuration { get; } = [];

    public string this[params string[] parts] => Path.Combine([Root, .. parts]);

    /// <summary>Copies a fixture and writes its manifest, as a publish does.</summary>
    public void Add(string fixture, string? folder = null, params string[] requires)
    {
        var target = Directory.CreateDirectory(this[folder ?? fixture]).FullName;
        foreach (var file in Directory.GetFiles(Path.Combine(Fixtures.Root, fixture)))
            File.Copy(file, Path.Combine(target, Path.GetFileName(file)));
        Pack(folder ?? fixture, requires);
    }

    public void Pack(string folder, params string[] requires)
    {
        var entry = Path.GetFileName(Directory.GetFiles(this[folder], "Fixture.*.dll").Single());
        var facts = AssemblyInspector.Inspect(entry, File.ReadAllBytes(this[folder, entry]))!;
        File.WriteAllBytes(this[folder, PluginManifest.FileName], ManifestJson.Write(ManifestBuilder.Build(this[folder], facts, requires)));
    }

    /// <summary>Changes the text of a manifest, as a hand or another tool would.</summary>
    public void EditManifest(string folder, string old, string @new)
    {
        var path = this[folder, PluginManifest.FileName];
        var text = File.ReadAllText(path);
        text.ShouldContain(old);
        File.WriteAllText(path, text.Replace(old, @new, StringComparison.Ordinal));
    }

    public void Lock(params string[] required) =>
        new PluginsCommand(Root).Run(["lock", Root, .. required.SelectMany(id => new[] { "--require", id })], TextWriter.Null).ShouldBe(0);

    public PluginInspection Inspect(HostFacts? host = null) => PluginInspector.Inspect(Root, host);

    public PluginServices Services => new()
    {
        Configuration = new ConfigurationBuilder().AddInMemoryCollection(Configuration).Build(),
        Logging = _logging,
        Meters = _metrics.GetRequiredService<System.Diagnostics.Metrics.IMeterFactory>(),
        Time = Time,
        Ports = (_, policy) => new PluginPorts
        {
            Host = new FakeHostInfo(),
            Mounter = Substitute.For<IMounter>(),
            MountTable = Substitute.For<IMountTable>(),
            FileSystemProbe = Substitute.For<IFileSystemProbe>(),
            Processes = Substitute.For<IProcessSupervisor>(),
            State = Substitute.For<IStateStore>(),
            Kubernetes = Substitute.For<IKubernetesApi>(),
            LeaderElection = Substitute.For<ILeaderElection>(),
            Lifetime = Substitute.For<IHostLifetime>(),
            HttpClients = new PolicyHttpClientFactory(new PolicyHttpHandlerFactory(policy)),
        },
    };

    public Task<PluginCatalog> LoadAsync() => PluginHost.LoadAsync(Inspect(), Options, Services, CancellationToken.None);

    public void Dispose()
    {
        _logging.Dispose();
        _metrics.Dispose();
        _folder.Dispose();
    }
}
