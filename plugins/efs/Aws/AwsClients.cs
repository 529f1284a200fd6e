using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using CsiHost.Plugins.Efs.Aws.Client;
using CsiHost.Plugins.Efs.Aws.Wire;
using CsiHost.Plugins.Efs.Volumes;

namespace CsiHost.Plugins.Efs.Aws;

/// <summary>Keeps one client a service and role. Has no member of a type of the AWS libraries, so that they are loaded by the first call alone.</summary>
internal sealed class AwsClients(AwsClientContext context, AwsRegion region) : IAwsClients
{
    /// <summary>A cluster uses a handful of roles; beyond this the oldest answer is a new client a call.</summary>
    private const int MaxRoles = 256;

    private readonly ConcurrentDictionary<(StorageKind, AssumedRole?), IEfsApi> _fileSystems = new();
    private readonly Lock _gate = new();
    private IEc2Api? _ec2;
    private object? _senders;

    public IEc2Api Ec2 => _ec2 ??= new Ec2Api(Sender(AwsService.Ec2, null));

    public IEfsApi GetFileSystems(StorageKind kind, AssumedRole? role = null)
    {
        var key = (kind, kind == StorageKind.S3Files ? null : role);
        return _fileSystems.Count < MaxRoles ? _fileSystems.GetOrAdd(key, Create) : _fileSystems.GetValueOrDefault(key) ?? Create(key);
    }

    private IEfsApi Create((StorageKind Kind, AssumedRole? Role) key) => key.Kind == StorageKind.S3Files
        ? new S3FilesApi(Sender(AwsService.S3Files, null))
        : new EfsApi(Sender(AwsService.Efs, key.Role));

    private LazySender Sender(AwsService service, AssumedRole? role) => new(async cancellationToken =>
    {
        var name = await region.GetAsync(cancellationToken);
        lock (_gate)
            return Make(service, role, name);
    });

    [MethodImpl(MethodImplOptions.NoInlining)]
    private IApiSender Make(AwsService service, AssumedRole? role, string name)
    {
        try
        {
            var factory = (SenderFactory)(_senders ??= new SenderFactory(context, name));
            return factory.Create(service, role);
        }
        catch (Exception e) when (e is not AwsException)
        {
            throw new AwsException(AwsErrorKind.Misconfigured, $"the client of {service.Name} cannot be made: {e.Message}", e);
        }
    }
}
