using System.Net;
using System.Text.Json;
using CsiHost.StandIns.Aws;
using CsiHost.StandIns.Kubernetes;
using CsiHost.StandIns.MountTargets;

namespace CsiHost.Kernel;

/// <summary>
/// Everything around the host: the AWS services, the credentials agent, and two mount targets of one file system in front of the guest's NFS server.
/// It writes to system folders, which are the guest's own.
/// </summary>
internal sealed class Rig : IAsyncDisposable
{
    public const string FileSystem = "fs-0a1b2c3d4e5f60718";
    public const string Region = "us-east-1";
    public const string StateFolder = "/var/run/efs";
    public const string ServedFolder = "/srv/efs";
    public static readonly IPAddress FirstAddress = IPAddress.Parse("127.0.0.2");
    public static readonly IPAddress SecondAddress = IPAddress.Parse("127.0.0.3");
    private const string DnsName = $"{FileSystem}.efs.{Region}.amazonaws.com";
    private const string Folder = "/run/csihost-kernel";
    private const int NfsPort = 2049;
    private static readonly IPEndPoint Server = new(IPAddress.Loopback, 2050);

    private Rig(AwsStandIn aws, PodIdentityAgent agent, StandInCertificates authority, string hostFolder)
    {
        Aws = aws;
        Agent = agent;
        First = CreateTarget(authority);
        Second = CreateTarget(authority);
        Host = new HostUnderTest(hostFolder, $"{Folder}/config.json", $"{Folder}/csi.sock");
    }

    public AwsStandIn Aws { get; }

    public PodIdentityAgent Agent { get; }

    public MountTargetStandIn First { get; }

    public MountTargetStandIn Second { get; }

    public HostUnderTest Host { get; }

    public static async Task<Rig> CreateAsync(string hostFolder)
    {
        Directory.CreateDirectory(Folder);
        var authority = new StandInCertificates();
        var aws = await AwsStandIn.StartAsync(Region);
        aws.Efs.Add(new StoredFileSystem { Id = FileSystem });
        var rig = new Rig(aws, await PodIdentityAgent.StartAsync(aws.Identities), authority, hostFolder);
        await File.AppendAllTextAsync("/etc/hosts", $"{FirstAddress} {DnsName}\n{SecondAddress} {DnsName}\n");
        Directory.CreateDirectory("/etc/amazon/efs-static-files");
        Directory.CreateDirectory("/var/amazon/efs");
        await File.WriteAllTextAsync("/etc/amazon/efs-static-files/efs-utils.crt", authority.AuthorityPem);
        await File.WriteAllTextAsync($"{Folder}/token", PodIdentityAgent.Token);
        await File.WriteAllTextAsync($"{Folder}/config.json", JsonSerializer.Serialize(rig.Configuration()));
        rig.First.Start(FirstAddress, NfsPort);
        return rig;
    }

    /// <summary>Starts the second mount target; until then its address refuses.</summary>
    public void StartSecond() => Second.Start(SecondAddress, NfsPort);

    /// <summary>The local ports that a process of this guest listens on, of those that tunnels have.</summary>
    public static IReadOnlyList<int> TunnelPorts() => [.. System.Net.NetworkInformation.IPGlobalProperties.GetIPGlobalProperties()
        .GetActiveTcpListeners().Select(point => point.Port).Where(port => port is >= 20049 and < 21049)];

    /// <summary>The options of the NFS mount at a path; null when there is none.</summary>
    public static string? FindMount(string path) => File.ReadLines("/proc/mounts").Select(line => line.Split(' '))
        .Where(fields => fields[1] == path && fields[2] == "nfs4").Select(fields => fields[3]).LastOrDefault();

    public async ValueTask DisposeAsync()
    {
        await Host.DisposeAsync();
        await First.DisposeAsync();
        await Second.DisposeAsync();
        await Agent.DisposeAsync();
        await Aws.DisposeAsync();
    }

    private MountTargetStandIn CreateTarget(StandInCertificates authority) =>
        new(authority.Issue(DnsName), MountTargetStandIn.ForwardTo(Server)) { Admit = IsGenuine };

    /// <summary>What the service checks: the file system, and that the proof was signed with the key's secret for the very key of this connection.</summary>
    private bool IsGenuine(ClientIdentity client) =>
        client.FileSystemId == FileSystem
        && client.Proof is { } proof
        && Aws.Identities.Find(proof.AccessKeyId) is { } identity
        && proof.SessionToken == identity.SessionToken
        && proof.IsSignedWith(identity.SecretAccessKey, FileSystem, client.PublicKeyHash, Region, "elasticfilesystem");

    private Dictionary<string, object> Configuration() => new()
    {
        ["Host"] = new Dictionary<string, string> { ["NodeId"] = "i-0123456789abcdef0", ["StateDirectory"] = $"{Folder}/state", ["SocketDirectory"] = $"{Folder}/sockets" },
        ["Drivers"] = new Dictionary<string, object> { ["efs.csi.aws.com"] = new Dictionary<string, string> { ["Endpoint"] = $"unix://{Folder}/csi.sock" } },
        ["Plugins"] = new Dictionary<string, object>
        {
            ["aws-efs"] = new Dictionary<string, object>
            {
                ["Utils"] = new Dictionary<string, string> { ["Region"] = Region, ["EfsCloudWatchLog"] = "false" },
                ["Aws"] = new Dictionary<string, string>
                {
                    ["Region"] = Region,
                    ["EndpointUrl"] = Aws.Endpoint.ToString(),
                    ["AccessKeyId"] = AwsIdentities.AccessKeyId,
                    ["SecretAccessKey"] = AwsIdentities.SecretAccessKey,
                    ["MetadataDisabled"] = "true",
                    ["ContainerCredentialsFullUri"] = Agent.Address,
                    ["ContainerAuthorizationTokenFile"] = $"{Folder}/token",
                },
            },
        },
    };
}
