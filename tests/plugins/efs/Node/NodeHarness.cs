using CsiHost.Abstractions.Mounts;
using CsiHost.Plugins.Efs.Mounting;
using CsiHost.Plugins.Efs.Node;
using CsiHost.Plugins.Efs.Node.Usage;
using CsiHost.Plugins.Efs.Tests.Mounting;
using CsiHost.TestKit.Fakes;
using CsiHost.TestKit.Time;

namespace CsiHost.Plugins.Efs.Tests.Node;

/// <summary>The node room with the real planner and resolver, and fakes for the host's ports, the tunnels and the places that are asked.</summary>
internal sealed class NodeHarness : IDisposable
{
    public const string Target = "/var/lib/kubelet/pods/1/volumes/x/mount";

    public NodeHarness()
    {
        File.WriteAllText(Folder["ca.pem"], "");
        Directory.CreateDirectory(Folder["bdi"]);
        Config.Text = $"[mount]\ndns_name_suffix = amazonaws.com\nstunnel_cafile = {Folder["ca.pem"]}\noptimize_readahead = true";
        Places.Names[EndpointHarness.DnsName] = "10.0.0.5";
        Walks = new UsageWalks(Options, Tree, Time, Logs.For<UsageWalks>());
    }

    public TemporaryFolder Folder { get; } = new();

    public LogCapture Logs { get; } = new();

    public FakePlaces Places { get; } = new();

    public FakeConfig Config { get; } = new();

    public EfsOptions Options { get; } = new();

    public FakeMounter Kernel { get; } = new();

    public FakeTunnels Tunnels { get; } = new();

    public FakeProcessSupervisor Processes { get; } = new();

    public FakeFileSystemProbe Probe { get; } = new();

    public ManualTimeProvider Time { get; } = new() { AutoAdvance = TimeSpan.FromMinutes(1) };

    public FakeTree Tree { get; } = new();

    public UsageWalks Walks { get; }

    public ReadAhead ReadAhead => new(Logs.For<ReadAhead>()) { Devices = Folder["bdi"], KernelRelease = "6.1.0" };

    public NfsMounter Mounter => new(Kernel, Kernel.Table, Processes, Tunnels, ReadAhead, Options, Time, Logs.For<NfsMounter>());

    public ZoneFinder Zones => new(Places, Places);

    public MountPlanner Planner => new(
        new EndpointResolver(Config, new RegionFinder(Options, Places), Zones, Places, new HostSource(Places), new MountTargetFinder(Places, Places), Places),
        Config,
        Options);

    public EfsPublisher Publisher => new(Planner, Zones, Mounter, Walks, Options);

    public EfsRootMount RootMount => new(Planner, Tunnels, Mounter, Kernel.Table);

    /// <summary>Steps as the host carries them out.</summary>
    public async Task ApplyAsync(MountPlan plan)
    {
        var handler = new NfsMountHandler(Mounter, Walks);
        foreach (var step in plan.Steps.Cast<CustomStep>())
        {
            if (step.Kind == handler.Kind)
                await handler.ApplyAsync(step, CallContexts.Create(EfsPlugin.DriverName), CancellationToken.None);
            else
                await Tunnels.OpenAsync(CsiHost.Plugins.Efs.Tunnels.TunnelRequest.From(step), CancellationToken.None);
        }
    }

    public async Task RevertAsync(MountPlan plan) =>
        await new NfsMountHandler(Mounter, Walks).RevertAsync((CustomStep)plan.Steps[^1], CancellationToken.None);

    public void Dispose()
    {
        Logs.Dispose();
        Folder.Dispose();
    }
}
