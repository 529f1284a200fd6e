using System.Globalization;
using System.Net.Sockets;
using CsiHost.Abstractions.Errors;
using CsiHost.Plugins.Efs.Configuration;
using CsiHost.Plugins.Efs.Credentials;
using CsiHost.Plugins.Efs.Mounting;
using CsiHost.Plugins.Efs.Tunnels;
using CsiHost.Plugins.Efs.Volumes;

namespace CsiHost.Plugins.Efs.Node;

/// <summary>
/// Plans a mount: with <c>tls</c> through a tunnel, otherwise straight to the mount target. Looks names up and reads the configuration; changes nothing.
/// </summary>
internal sealed class MountPlanner(IEndpointResolver endpoints, IEfsUtilsConfig config, EfsOptions options)
{
    /// <exception cref="CsiException">The options contradict each other, or the file system cannot be found.</exception>
    public async ValueTask<PlannedMount> PlanAsync(MountRequest request, CancellationToken cancellationToken)
    {
        MountOptionRules.Apply(request.Options, request.Kind);
        var settings = config.Read(request.Kind);
        var endpoint = await endpoints.ResolveAsync(request, cancellationToken);
        var tunnel = request.Options.Has("tls") ? Tunnel(request, endpoint, settings) : null;
        return new PlannedMount(tunnel, Mount(request, endpoint, settings, tunnel is not null));
    }

    private static NfsMount Mount(MountRequest request, MountEndpoint endpoint, EfsUtilsSettings settings, bool isTunnelled)
    {
        var mount = new NfsMount
        {
            Target = request.Target,
            // The kernel takes paths from the root only, and a relative one has always meant the same.
            Path = GoPath.Clean("/" + request.Path),
            Options = NfsOptions.Final(request.Options, request.Kind, port: null).ToList(),
            NetworkNamespace = request.Options.Find("netns"),
            Attempts = settings.RetriesMount ? settings.MountAttempts : 1,
            AttemptLimit = settings.MountAttemptLimit,
            RetriesRefusal = request.Options.Has("accesspoint"),
            RaisesReadAhead = settings.OptimizesReadAhead,
        };
        if (isTunnelled)
            return mount;
        var address = endpoint.Address.ToString();
        var server = endpoint.Pinned is null ? endpoint.DnsName
            : endpoint.Address.AddressFamily == AddressFamily.InterNetworkV6 ? $"[{address}]"
            : address;
        return mount with { Server = server, Address = address };
    }

    private TunnelRequest Tunnel(MountRequest request, MountEndpoint endpoint, EfsUtilsSettings settings)
    {
        var mount = request.Options;
        var verify = mount.TryGet("verify", out var level) ? int.Parse(level, CultureInfo.InvariantCulture) : 2;
        var ocsp = mount.Has("ocsp") || (settings.ChecksValidity && !mount.Has("noocsp"));
        var useStunnel = mount.Has("stunnel") || ocsp || options.Tunnel == TunnelKind.Stunnel;
        return new TunnelRequest
        {
            Target = request.Target,
            FileSystemId = endpoint.FileSystemId,
            IsS3Files = request.Kind == StorageKind.S3Files,
            Host = endpoint.Host,
            DnsName = endpoint.CertificateName,
            Region = endpoint.Region,
            Engine = useStunnel ? TunnelKind.Stunnel : TunnelKind.InProcess,
            AccessPointId = mount.Find("accesspoint"),
            Iam = mount.Has("iam") ? Credentials(mount) : null,
            Verify = verify,
            CheckHostName = settings.ChecksHostName,
            CaFile = verify == 0 ? null : CaFile(mount.Find("cafile") ?? settings.CaFile(endpoint.Region)),
            Ocsp = ocsp,
            LocalPort = mount.TryGet("tlsport", out var port) ? int.Parse(port, CultureInfo.InvariantCulture) : null,
            NetworkNamespace = mount.Find("netns"),
        };
    }

    private static CredentialRequest Credentials(OptionList mount) => new()
    {
        Profile = mount.Find("awsprofile"),
        ContainerPath = mount.Find("awscredsuri"),
        RoleArn = mount.Find("rolearn"),
        TokenFile = mount.Find("jwtpath"),
    };

    private static string CaFile(string path) => File.Exists(path)
        ? path
        : throw CsiErrors.FailedPrecondition($"Failed to find certificate authority file for verification: {path}");
}
