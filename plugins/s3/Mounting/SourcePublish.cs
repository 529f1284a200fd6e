using CsiHost.Abstractions.Calls;
using CsiHost.Abstractions.Errors;
using CsiHost.Abstractions.Plugins;
using CsiHost.Plugins.S3.Credentials;
using CsiHost.Plugins.S3.Files;
using CsiHost.Plugins.S3.Node;
using CsiHost.Plugins.S3.Pods;

namespace CsiHost.Plugins.S3.Mounting;

/// <summary>Brings a workload's Mountpoint Pod to serve: credentials first, then the mount unless it is there. Repeats renew the credentials only.</summary>
internal sealed class SourcePublish(
    SourceMounts sources, NodePaths paths, PodLocks locks, CredentialProvider credentials, MountpointPodFinder finder, ClusterView cluster,
    S3NodeOptions options, PluginInfo plugin, TimeProvider time)
{
    private const string CredentialsFolder = "credentials";

    /// <summary>The folder that the Mountpoint Pod sees as its own.</summary>
    private const string SeenComm = "/comm";

    /// <exception cref="CsiException">The mount is not served, or there are no credentials (Failed).</exception>
    public async Task EnsureAsync(Publish publish, CallContext call, CancellationToken cancellationToken)
    {
        var (inputs, pod) = (publish.Inputs, publish.Found!.Pod);
        using var limit = CallLimit.Start(call, time, cancellationToken);
        await MountFailure.WrapAsync(inputs, async token =>
        {
            using var held = await locks.TakeAsync(pod.Name, token);
            var source = paths.SourceOf(pod.Name);
            var isServed = await sources.CheckAsync(source, token);
            using var comm = Folder.Open(paths.CommOf(pod.Metadata.Uid))
                ?? throw new IOException($"{paths.CommOf(pod.Metadata.Uid)} does not exist: Mountpoint Pod {pod.Name} is gone from this node");
            var environment = await ProvideAsync(publish, source, comm, token);
            if (!isServed)
                await MountAsync(publish, source, comm, environment, token);
            return true;
        }, limit.Token);
    }

    private async Task<IReadOnlyDictionary<string, string>> ProvideAsync(Publish publish, string source, Folder comm, CancellationToken token)
    {
        var (inputs, found) = (publish.Inputs, publish.Found!);
        var request = new CredentialRequest
        {
            Kind = MountKind.Pod,
            PodUid = found.Pod.Metadata.Uid,
            VolumeId = inputs.VolumeId,
            AuthenticationSource = inputs.AuthenticationSource,
            SeenFolder = $"{SeenComm}/{CredentialsFolder}",
            RoleArn = found.RoleArn,
            StsRegion = inputs.StsRegion,
            BucketRegion = MountArguments.Parse(inputs.Arguments).Find(MountArgumentPolicy.Region) ?? "",
            WorkloadNamespace = inputs.WorkloadNamespace,
            ServiceAccount = inputs.ServiceAccount,
            Tokens = inputs.Tokens,
        };
        try
        {
            using var folder = comm.OpenOrMakeChild(CredentialsFolder);
            return await credentials.ProvideAsync(request, folder, token);
        }
        catch (Exception exception) when (exception is CsiException or IOException)
        {
            throw new CsiException(
                CsiErrorKind.Failed, $"Failed to provide credentials for \"{source}\": {exception.Message}. {Hint(found)}", exception);
        }
    }

    private async Task MountAsync(
        Publish publish, string source, Folder comm, IReadOnlyDictionary<string, string> credentialEnvironment, CancellationToken token)
    {
        var (inputs, found) = (publish.Inputs, publish.Found!);
        try
        {
            await sources.MountAsync(source, comm, found.Pod.Name, inputs, Compose(inputs, credentialEnvironment), token);
        }
        catch (CsiException exception)
        {
            throw new CsiException(
                CsiErrorKind.Failed,
                $"Failed to mount at source \"{source}\": Failed to wait for Mountpoint Pod {found.Pod.Name} to be ready for {source}: {exception.Message}. {Hint(found)}",
                exception);
        }
    }

    /// <summary>What mount-s3 is started with. It does not hear of what the kernel does for it.</summary>
    internal MountMessage Compose(PublishInputs inputs, IReadOnlyDictionary<string, string> credentialEnvironment)
    {
        var arguments = MountArguments.Parse(inputs.Arguments);
        var environment = EngineEnvironment.Merge(inputs.UserEnvironment, options, credentialEnvironment);
        if (arguments.Remove(MountArgumentPolicy.MaxAttempts) is { } attempts)
            environment["AWS_MAX_ATTEMPTS"] = attempts;
        arguments.Remove(MountArgumentPolicy.ReadOnly);
        arguments.Set(
            MountArgumentPolicy.UserAgentPrefix,
            UserAgent.Compose(plugin.Version, inputs.AuthenticationSource, cluster.Version, cluster.IsOpenShift, options.InstallationType));
        return new MountMessage { BucketName = inputs.Bucket, Args = arguments.ToList(), Env = EngineEnvironment.Encode(environment) };
    }

    private string Hint(FoundPod found) => finder.LogHint(found.Pod.Name) + " (and with --previous for its last run)";
}
