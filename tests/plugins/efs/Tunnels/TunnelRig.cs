using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using CsiHost.Abstractions.Mounts;
using CsiHost.Plugins.Efs.Credentials;
using CsiHost.Plugins.Efs.Tunnels;
using CsiHost.Plugins.Efs.Tunnels.State;
using CsiHost.Plugins.Efs.Tunnels.Stunnel;
using CsiHost.StandIns.Kubernetes;
using CsiHost.StandIns.MountTargets;
using CsiHost.TestKit.Fakes;

namespace CsiHost.Plugins.Efs.Tests.Tunnels;

/// <summary>The tunnels of a node with everything around them faked but the sockets and TLS.</summary>
internal sealed class TunnelRig : IAsyncDisposable
{
    public const string FileSystem = "fs-0a1b2c3d";
    public const string DnsName = FileSystem + ".efs.eu-west-1.amazonaws.com";
    private readonly TemporaryFolder _folder = new();
    private readonly StandInCertificates _authority = new();
    private readonly List<MountTargetStandIn> _targets = [];

    /// <param name="keys">The key that all tests share, because making one takes long.</param>
    public TunnelRig(SharedKey keys)
    {
        CaFile = _folder["ca.pem"];
        File.WriteAllText(CaFile, _authority.AuthorityPem);
        Settings = new FakeTunnelSettings(new TunnelSettings
        {
            StateDirectory = _folder["state"],
            LogDirectory = _folder.Path,
            KeyFile = keys.Path,
            ClientSource = "k8s",
            ClientVersion = "2.0.0",
            Ports = keys.NextPorts(),
        });
        Tunnels = CreateNode();
    }

    public FakeTunnelSettings Settings { get; }

    public string CaFile { get; }

    public FakeCredentials Credentials { get; } = new();

    public FakeLookup Lookup { get; } = new();

    public OpenTlsPolicy Crypto { get; } = new();

    public FakeProcessSupervisor Processes { get; } = new();

    public InMemoryStateStore Store { get; } = new();

    public LocalMountTable Table { get; } = new();

    public FakeFileSystemProbe Probe { get; } = new();

    public LogCapture Log { get; } = new();

    public TimeProvider Time { get; set; } = TimeProvider.System;

    public EfsUtilsStateReader States => new(Log.For<EfsUtilsStateReader>());

    public TunnelOpener Opener { get; private set; } = null!;

    public NodeTunnels Tunnels { get; private set; }

    public string StateDirectory => Settings.Value.StateDirectory;

    /// <summary>The tunnels of the next process, on the same node and state.</summary>
    public NodeTunnels CreateNode()
    {
        var stunnel = new StunnelProgram(Processes, StunnelProgram.DefaultFolders);
        Opener = new TunnelOpener(Credentials, Lookup, Crypto, Processes, stunnel, new EfsUtilsFolder(Time), Time, Log.For<TunnelOpener>());
        var records = new TunnelRecords(Store, Log.For<TunnelRecords>());
        return Tunnels = new NodeTunnels(Opener, records, States, new TunnelPorts(), Settings, Table, Time, Log.For<NodeTunnels>());
    }

    public TunnelUpkeep CreateUpkeep() => new(Tunnels, Opener, Settings, Table, Probe, Time, Log.For<TunnelUpkeep>());

    /// <summary>A mount target that serves TLS under the file system's name, on 127.0.0.1 or another loopback address.</summary>
    public MountTargetStandIn StartTarget(
        Func<Stream, CancellationToken, Task>? serve = null, string name = DnsName, string address = "127.0.0.1", int port = 0, bool tls = true)
    {
        var target = new MountTargetStandIn(tls ? Issue(name) : null, serve ?? MountTargetStandIn.EchoAsync);
        target.Start(IPAddress.Parse(address), port);
        _targets.Add(target);
        return target;
    }

    /// <summary>What a mount of the file system asks for.</summary>
    public TunnelRequest Request(MountTargetStandIn target, string mountPoint = "/var/lib/kubelet/pods/1/mount") => new()
    {
        Target = mountPoint,
        FileSystemId = FileSystem,
        Host = DnsName,
        Port = target.EndPoint.Port,
        DnsName = DnsName,
        Region = "eu-west-1",
        CaFile = CaFile,
        Iam = new CredentialRequest(),
    };

    /// <summary>Mounts, as far as the table tells.</summary>
    public MountEntry Mount(string mountPoint, int port) => Table.AddNfs(mountPoint, port);

    /// <summary>Connects as the kernel does.</summary>
    public static async Task<Socket> ConnectAsync(int port)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(IPAddress.Loopback, port);
        return socket;
    }

    public async ValueTask DisposeAsync()
    {
        await Tunnels.StopAsync();
        foreach (var target in _targets)
            await target.DisposeAsync();
        _authority.Dispose();
        _folder.Dispose();
    }

    private X509Certificate2 Issue(string name) => _authority.Issue(name);
}
