using CsiHost.Abstractions.Calls;
using CsiHost.Abstractions.Models;
using CsiHost.Mounts;
using CsiHost.Mounts.Plans;
using CsiHost.Mounts.Records;
using CsiHost.Native;
using CsiHost.Processes;
using CsiHost.TestKit.Fakes;
using Microsoft.Extensions.Logging.Abstractions;

namespace CsiHost.Tests.Mounts.Rig;

/// <summary>A node in a folder: a file system of its own with kubelet's root and the host's state, and the mounts room on top. Needs root.</summary>
public sealed class MountRig : IAsyncDisposable
{
    private readonly List<ProcessSupervisor> _supervisors = [];
    private readonly List<MountServices> _opened = [];

    public MountRig()
    {
        Folder = Directory.CreateTempSubdirectory("csi-mounts-").FullName;
        MountCalls.Mount("rig", Folder, "tmpfs", MountFlags.None, "size=64m", Folder);
        foreach (var folder in new[] { Kubelet, State, Volumes })
            Directory.CreateDirectory(folder);
        Services = OpenServices();
    }

    public string Folder { get; }

    public string Kubelet => Folder + "/kubelet";

    public string State => Folder + "/state";

    public string Volumes => Folder + "/volumes";

    internal MountServices Services { get; private set; }

    internal MountTable Table => Services.Table;

    internal string BootId { get; set; } = "boot-1";

    internal PlanBackend Backend { get; } = new();

    internal LogCapture Logs { get; } = new();

    public static CallContext Call => CallContexts.Create("test.csi");

    /// <summary>A target as kubelet names it; its parent exists.</summary>
    public string Target(string pod)
    {
        var parent = $"{Kubelet}/pods/{pod}/volumes/kubernetes.io~csi/pv-1";
        Directory.CreateDirectory(parent);
        return parent + "/mount";
    }

    public string StagingPath(string volume)
    {
        var path = $"{Kubelet}/plugins/kubernetes.io/csi/test.csi/{volume}/globalmount";
        Directory.CreateDirectory(path);
        return path;
    }

    /// <summary>A volume's folder with one file in it.</summary>
    public string Volume(string name)
    {
        var path = $"{Volumes}/{name}";
        Directory.CreateDirectory(path);
        File.WriteAllText(path + "/hello", name);
        return path;
    }

    public int MountsBelow(string path) => Table.Read().Count(entry => entry.MountPoint != path && MountTable.Contains(path, entry.MountPoint));

    /// <summary>What a new process would have: everything read again from the disk.</summary>
    internal NodeMounts Restart(
        Func<IStepEffects, IStepEffects>? effects = null, Func<IPublishStore, IPublishStore>? store = null, string driver = "test.csi")
    {
        Services = OpenServices();
        return Open(effects, store, driver);
    }

    internal NodeMounts Open(
        Func<IStepEffects, IStepEffects>? effects = null,
        Func<IPublishStore, IPublishStore>? store = null,
        string driver = "test.csi",
        MountBackend? backend = null)
    {
        backend ??= Backend.ToBackend();
        IStepEffects real = new StepEffects(Services, OpenProcesses(), backend.Handlers, backend.UnmountPolicy);
        return new NodeMounts(new MountContext(
            new DriverName(driver), backend, Services, effects?.Invoke(real) ?? real, store?.Invoke(Services.Store) ?? Services.Store, Logs.For<NodeMounts>()));
    }

    internal ProcessSupervisor OpenProcesses()
    {
        var supervisor = new ProcessSupervisor(
            State + "/processes", BootId, () => new Dictionary<string, string>(), TimeProvider.System, Logs.For<ProcessSupervisor>());
        _supervisors.Add(supervisor);
        return supervisor;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var supervisor in _supervisors)
            await supervisor.DisposeAsync();
        foreach (var services in _opened)
            services.Dispose();
        foreach (var entry in Table.Read().Where(entry => MountTable.Contains(Folder, entry.MountPoint)).Reverse())
            MountCalls.Unmount(entry.MountPoint, UnmountFlags.Detach, entry.MountPoint);
        Directory.Delete(Folder, recursive: true);
    }

    private MountServices OpenServices()
    {
        var options = new MountOptions
        {
            StateDirectory = new AbsolutePath(State),
            KubeletRoot = new AbsolutePath(Kubelet),
            BootId = BootId,
            ProbeLimit = TimeSpan.FromSeconds(1),
            HelperFolders = [Folder],
        };
        var services = new MountServices(options, OpenProcesses(), TimeProvider.System, NullLoggerFactory.Instance);
        _opened.Add(services);
        return services;
    }
}
