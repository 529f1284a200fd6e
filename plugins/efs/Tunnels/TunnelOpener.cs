using System.Net.Sockets;
using CsiHost.Abstractions.Crypto;
using CsiHost.Abstractions.Errors;
using CsiHost.Abstractions.Ports;
using CsiHost.Plugins.Efs.Certificates;
using CsiHost.Plugins.Efs.Credentials;
using CsiHost.Plugins.Efs.Mounting;
using CsiHost.Plugins.Efs.Tunnels.State;
using CsiHost.Plugins.Efs.Tunnels.Stunnel;
using CsiHost.Plugins.Efs.Tunnels.Transport;
using Microsoft.Extensions.Logging;

namespace CsiHost.Plugins.Efs.Tunnels;

/// <summary>Puts a tunnel together: its certificate, its files, and what carries it.</summary>
internal sealed class TunnelOpener(
    IMountCredentials credentials,
    IHostLookup lookup,
    ICryptoPolicy crypto,
    IProcessSupervisor processes,
    StunnelProgram stunnel,
    EfsUtilsFolder folder,
    TimeProvider time,
    ILogger<TunnelOpener> logger)
{
    private const string EntersNamespace = "/usr/bin/nsenter";
    private readonly ServerTrust _trust = new();
    private readonly Lock _gate = new();
    private readonly Dictionary<string, ClientKey> _keys = new(StringComparer.Ordinal);

    /// <summary>Makes the node's key if there is none yet; it takes a while, and the first mount need not wait for it.</summary>
    public Task WarmUpAsync(TunnelSettings settings) => KeyOf(settings).GetAsync();

    /// <summary>Whether a process of ours that outlived its host carries the tunnel, and so has its port.</summary>
    public bool IsCarried(TunnelRecord record) =>
        record.Request.Engine == TunnelKind.Stunnel && processes.Find(StunnelTunnel.NameOf(record.Port)) is { IsRunning: true };

    /// <summary>Opens a tunnel on a port.</summary>
    /// <param name="record">What is stored of it.</param>
    /// <param name="settings">The settings.</param>
    /// <param name="listener">Holds the port; owned from now on.</param>
    /// <param name="mustHaveCertificate">Fail when there is no certificate now; otherwise it listens, and goes on trying to get one.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async ValueTask<(ITunnel Tunnel, TunnelRecord Record)> OpenAsync(
        TunnelRecord record, TunnelSettings settings, Socket listener, bool mustHaveCertificate, CancellationToken cancellationToken)
    {
        var isStunnel = record.Request.Engine == TunnelKind.Stunnel;
        if (record.Request is { Tls: true, Verify: > 0, CaFile: { } bundle })
            _trust.Load(bundle);
        return isStunnel
            ? await OpenStunnelAsync(record, settings, listener, cancellationToken)
            : await OpenNativeAsync(record, settings, listener, mustHaveCertificate, cancellationToken);
    }

    private async ValueTask<(ITunnel Tunnel, TunnelRecord Record)> OpenNativeAsync(
        TunnelRecord record, TunnelSettings settings, Socket listener, bool mustHaveCertificate, CancellationToken cancellationToken)
    {
        var request = record.Request;
        var files = new TunnelFiles(settings, record.Name);
        string[] command = request.Tls
            ? ["efs-proxy", files.Configuration, "--tls", "--no-direct-s3-read"]
            : ["efs-proxy", files.Configuration, "--no-direct-s3-read"];
        var process = new TunnelProcess(command, StunnelConfiguration.ForProxy(record, files, settings.ClientVersion), Environment.ProcessId);
        RenewedCertificate? certificate = null;
        if (request.Tls)
        {
            certificate = Renew(record, settings, issued =>
            {
                record = record with { CredentialsMethod = issued.CredentialsMethod };
                return WriteAsync(record, settings, issued, process);
            });
            if (mustHaveCertificate)
                await certificate.StartAsync(cancellationToken);
            else
                certificate.StartInBackground();
        }
        else
        {
            await WriteAsync(record, settings, null, process);
        }

        var targets = new MountTargets(request, certificate, lookup, _trust, crypto, time);
        var tunnel = new NativeTunnel(record.Name, listener, targets, certificate, settings.ConnectLimit, time, logger);
        tunnel.Start();
        return (tunnel, record);
    }

    private async ValueTask<(ITunnel Tunnel, TunnelRecord Record)> OpenStunnelAsync(
        TunnelRecord record, TunnelSettings settings, Socket listener, CancellationToken cancellationToken)
    {
        var request = record.Request;
        var (path, features) = await stunnel.FindAsync(cancellationToken);
        Check(request, features);
        var files = new TunnelFiles(settings, record.Name);
        string[] command = request.NetworkNamespace is { } space
            ? [EntersNamespace, $"--net={space}", path, files.Configuration]
            : [path, files.Configuration];
        var configuration = StunnelConfiguration.ForStunnel(record, files, features, crypto.ChildTls);
        StunnelTunnel? tunnel = null;
        RenewedCertificate? certificate = null;
        if (request.Tls)
        {
            certificate = Renew(record, settings, async issued =>
            {
                record = record with { CredentialsMethod = issued.CredentialsMethod };
                await WriteAsync(record, settings, issued, new TunnelProcess(command, configuration, tunnel?.ProcessId));
                if (tunnel is not null)
                    await tunnel.ReloadAsync();
            });
            await certificate.StartAsync(cancellationToken);
        }
        else
        {
            await WriteAsync(record, settings, null, new TunnelProcess(command, configuration, null));
        }

        try
        {
            // stunnel binds the port itself.
            listener.Dispose();
            tunnel = new StunnelTunnel(record.Port, Helper(record.Port, command), certificate, processes, time);
            await tunnel.StartAsync(cancellationToken);
            return (tunnel, record);
        }
        catch when (certificate is not null)
        {
            await certificate.StopAsync();
            throw;
        }
    }

    private RenewedCertificate Renew(TunnelRecord record, TunnelSettings settings, Func<IssuedCertificate, ValueTask> onIssued)
    {
        var request = record.Request;
        var order = new CertificateOrder
        {
            Subject = new CertificateSubject
            {
                CommonName = request.DnsName,
                FileSystemId = request.FileSystemId,
                AccessPointId = request.AccessPointId,
                ClientSource = settings.ClientSource,
                ClientVersion = settings.ClientVersion,
            },
            Region = request.Region,
            Service = request.IsS3Files ? ConnectRequest.S3FilesService : ConnectRequest.EfsService,
            Iam = request.Iam,
            CredentialsMethod = record.CredentialsMethod,
        };
        return new RenewedCertificate(new CertificateIssuer(KeyOf(settings), credentials, time), order, settings.CertificateRenewal, onIssued, time, logger);
    }

    private ValueTask WriteAsync(TunnelRecord record, TunnelSettings settings, IssuedCertificate? certificate, TunnelProcess process)
    {
        try
        {
            folder.Write(record, settings, certificate, process);
            return ValueTask.CompletedTask;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new CsiException(
                CsiErrorKind.FailedPrecondition, $"the state of the mount cannot be written below {settings.StateDirectory}: {exception.Message}", exception);
        }
    }

    private ClientKey KeyOf(TunnelSettings settings)
    {
        lock (_gate)
        {
            if (!_keys.TryGetValue(settings.KeyFile, out var key))
                _keys[settings.KeyFile] = key = new ClientKey(settings.KeyFile);
            return key;
        }
    }

    private static HelperProcess Helper(int port, string[] command) => new()
    {
        Name = StunnelTunnel.NameOf(port),
        FileName = command[0],
        Arguments = command[1..],
        OutlivesHost = true,
    };

    private static void Check(TunnelRequest request, StunnelFeatures features)
    {
        if (request.CheckHostName && !features.HasCheckHost)
            throw Lacks("checkHost", "stunnel_check_cert_hostname");
        if (request.Ocsp && !features.HasOcspAia)
            throw Lacks("OCSPaia", "stunnel_check_cert_validity");
    }

    private static CsiException Lacks(string option, string setting) =>
        CsiErrors.FailedPrecondition($"the installed stunnel has no option {option}, which {setting} needs; upgrade it, or turn {setting} off");
}
