using CsiHost.Abstractions.Calls;
using CsiHost.Plugins.Local.Controller;
using CsiHost.Plugins.Local.Node;
using CsiHost.Plugins.Local.Store;
using CsiHost.TestKit.Fakes;
using CsiHost.TestKit.Time;

namespace CsiHost.Plugins.Local.Tests;

/// <summary>The driver's classes on a real folder, with fakes for the host's ports.</summary>
internal sealed class LocalBackend : IDisposable
{
    private readonly LocalRoot _root;
    private readonly LocalStartup _startup;

    public LocalBackend(string root, Action<LocalOptions>? configure = null)
    {
        var options = new LocalOptions { Root = root };
        configure?.Invoke(options);
        _root = new LocalRoot(options);
        Store = new LocalStore(_root, Logs.For<LocalStore>());
        var node = new ThisNode(Host);
        var sizes = new VolumeSizes(_root, options);
        var mounts = new VolumeMounts(MountTable);
        var maker = new VolumeMaker(Store, sizes, node, Time);
        Provisioner = new LocalProvisioner(Store, maker, mounts);
        Copies = new LocalCopies(Store, maker);
        Snapshots = new LocalSnapshots(Store, Time);
        Listing = new LocalListing(Store, maker);
        Changes = new LocalChanges(Store, sizes);
        Capacity = new LocalCapacity(sizes, node);
        Mounts = new LocalMounts(Store);
        Stats = new LocalStats(Store, mounts, Probe);
        Identity = new LocalIdentity(node, options, _root, Probe);
        _startup = new LocalStartup(Store, Logs.For<LocalStartup>());
    }

    public FakeMountTable MountTable { get; } = new();

    public FakeFileSystemProbe Probe { get; } = new();

    public FakeHostInfo Host { get; } = new();

    public ManualTimeProvider Time { get; } = new();

    public LogCapture Logs { get; } = new();

    public LocalStore Store { get; }

    public LocalProvisioner Provisioner { get; }

    public LocalCopies Copies { get; }

    public LocalSnapshots Snapshots { get; }

    public LocalListing Listing { get; }

    public LocalChanges Changes { get; }

    public LocalCapacity Capacity { get; }

    public LocalMounts Mounts { get; }

    public LocalStats Stats { get; }

    public LocalIdentity Identity { get; }

    public static CallContext Call => CallContexts.Create(LocalPlugin.DriverName);

    public static async Task<LocalBackend> StartAsync(string root, Action<LocalOptions>? configure = null)
    {
        var backend = new LocalBackend(root, configure);
        await backend._startup.StartAsync(CancellationToken.None);
        await backend._startup.Sweeping;
        return backend;
    }

    public string DataOf(string volumeId) => Store.Volumes.DataPath(volumeId);

    /// <summary>What is neither a volume nor a snapshot; empty unless something went wrong.</summary>
    public IEnumerable<string> Leftovers => _root.FindLeftovers().Select(leftover => leftover.Name);

    public void Dispose()
    {
        _startup.Dispose();
        Store.Dispose();
        _root.Dispose();
        Logs.Dispose();
    }
}
