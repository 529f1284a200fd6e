using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using CsiHost.Abstractions.Backends.Controller;
using CsiHost.Abstractions.Calls;
using CsiHost.Abstractions.Crypto;
using CsiHost.Abstractions.Models;
using CsiHost.Abstractions.Plugins;
using CsiHost.Abstractions.Ports;
using CsiHost.Plugins.Efs.Aws;
using CsiHost.Plugins.Efs.Controller;
using CsiHost.Plugins.Efs.Node;
using CsiHost.StandIns.Aws;
using CsiHost.TestKit.Fakes;
using Microsoft.Extensions.DependencyInjection;

namespace CsiHost.Plugins.Efs.Tests.Rig;

/// <summary>The controller with its real AWS clients, against the stand-in.</summary>
internal sealed class EfsRig : IAsyncDisposable
{
    public const string FileSystem = "fs-abcd1234";
    public const string OtherFileSystem = "fs-99998888";

    private readonly InMemoryLocks _locks = new();
    private readonly ServiceProvider _services;
    private readonly TemporaryFolder _folder = new();

    private EfsRig(AwsStandIn aws, Action<EfsOptions> configure, TimeProvider time)
    {
        Aws = aws;
        configure(Options);
        RootMount = new FakeRootMount(_folder["store"]);
        _services = new ServiceCollection()
            .AddSingleton(Options)
            .AddSingleton(time)
            .AddSingleton(new PluginInfo { Id = "aws-efs", Version = "2.0.0", ContractVersion = "1.0" })
            .AddLogging()
            .AddMetrics()
            .AddSingleton<ICryptoPolicy>(new PlainPolicy())
            .AddSingleton<IHttpClientFactory>(new PlainHttpClients())
            .AddSingleton<IKubernetesApi>(Kubernetes)
            .AddSingleton<INodeMetadata>(Metadata)
            .AddEfsAws()
            .AddEfsController()
            .AddSingleton(new RootMountOptions(_folder["mnt"]))
            .AddSingleton<IEfsRootMount>(RootMount)
            .AddSingleton<EfsProvisioner>()
            .BuildServiceProvider(new ServiceProviderOptions { ValidateOnBuild = true });
        Directory.CreateDirectory(_folder["mnt"]);
    }

    public AwsStandIn Aws { get; }

    public EfsOptions Options { get; } = new();

    public FakeKubernetesApi Kubernetes { get; } = new();

    public FixedMetadata Metadata { get; } = new();

    public FakeRootMount RootMount { get; }

    public IServiceProvider Services => _services;

    public IEfsApi Efs => _services.GetRequiredService<IEfsApi>();

    public IVolumeProvisioner Provisioner => _services.GetRequiredService<EfsProvisioner>();

    public static async Task<EfsRig> StartAsync(Action<EfsOptions>? configure = null, TimeProvider? time = null)
    {
        var aws = await AwsStandIn.StartAsync();
        aws.Efs.Add(new StoredFileSystem { Id = FileSystem });
        aws.Efs.Add(new StoredFileSystem { Id = OtherFileSystem });
        aws.S3Files.Add(new StoredFileSystem { Id = FileSystem });
        return new EfsRig(
            aws,
            options =>
            {
                options.Aws.EndpointUrl = aws.Endpoint.AbsoluteUri;
                options.Aws.AccessKeyId = AwsIdentities.AccessKeyId;
                options.Aws.SecretAccessKey = AwsIdentities.SecretAccessKey;
                options.Aws.MetadataDisabled = true;
                options.AdaptiveRetry = false;
                configure?.Invoke(options);
            },
            time ?? TimeProvider.System);
    }

    /// <summary>A good request; <paramref name="changes"/> are <c>key=value</c> separated by <c>|</c>, and <c>-key</c> removes one.</summary>
    public static CreateVolumeRequest Request(string changes = "", string name = "pvc-1", IReadOnlyDictionary<string, string>? secrets = null)
    {
        var parameters = new Dictionary<string, string>
        {
            [ParameterKeys.ProvisioningMode] = "efs-ap",
            [ParameterKeys.FileSystemId] = FileSystem,
            [ParameterKeys.DirectoryPerms] = "777",
            [ParameterKeys.PvcName] = "claim",
            [ParameterKeys.PvcNamespace] = "team",
            [ParameterKeys.PvName] = "pvc-1",
        };
        foreach (var change in changes.Split('|', StringSplitOptions.RemoveEmptyEntries))
        {
            if (change[0] == '-')
                parameters.Remove(change[1..]);
            else
                parameters[change.Split('=', 2)[0]] = change.Split('=', 2)[1];
        }
        return new CreateVolumeRequest
        {
            Name = name,
            Capabilities = [new VolumeCapability { AccessMode = AccessMode.MultiNodeMultiWriter }],
            Parameters = parameters,
            Secrets = new Secrets(secrets ?? new Dictionary<string, string>()),
        };
    }

    public async Task<Volume> CreateAsync(CreateVolumeRequest request, CancellationToken cancellationToken = default)
    {
        using var locks = _locks.Begin();
        return await Provisioner.CreateAsync(request, Context(locks), cancellationToken);
    }

    public Task<Volume> CreateAsync(string changes = "", string name = "pvc-1") => CreateAsync(Request(changes, name));

    public async Task DeleteAsync(string id, IReadOnlyDictionary<string, string>? secrets = null)
    {
        using var locks = _locks.Begin();
        var request = new DeleteVolumeRequest { VolumeId = new VolumeId(id), Secrets = new Secrets(secrets ?? new Dictionary<string, string>()) };
        await Provisioner.DeleteAsync(request, Context(locks), CancellationToken.None);
    }

    /// <summary>Holds a lock as another call would.</summary>
    public async Task<IDisposable> HoldAsync(string key)
    {
        var scope = _locks.Begin();
        await scope.AcquireAsync(key, CancellationToken.None);
        return scope;
    }

    public async Task AddKubernetesAsync(string plural, string space, string name, JsonObject data)
    {
        var document = new JsonObject { ["metadata"] = new JsonObject { ["name"] = name }, ["data"] = data };
        var type = (JsonTypeInfo<JsonObject>)JsonSerializerOptions.Default.GetTypeInfo(typeof(JsonObject));
        await Kubernetes.CreateAsync(new KubernetesResource { Version = "v1", Plural = plural, Namespace = space }, document, type, CancellationToken.None);
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        await Aws.DisposeAsync();
        _folder.Dispose();
    }

    private static CallContext Context(ILockScope locks) => CallContexts.Create(EfsPlugin.DriverName, locks);
}
