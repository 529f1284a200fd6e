using System.Text.Json.Serialization.Metadata;
using CsiHost.Abstractions.Ports;
using CsiHost.Plugins.S3.Attachments;
using CsiHost.Plugins.S3.Controller.Objects;

namespace CsiHost.Plugins.S3.Controller.State;

/// <summary>Fills the state from the API, for ever.</summary>
internal sealed class ClusterWatches(IKubernetesApi api, ClusterState state, string mountpointNamespace)
{
    private const int Collections = 6;
    private readonly TaskCompletionSource _synced = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _left = Collections;

    /// <summary>Completes when every collection was listed once.</summary>
    public Task Synced => _synced.Task;

    /// <summary>Ends only with the token, or when the API refuses a collection.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var notOurs = new KubernetesSelector { Fields = "metadata.namespace!=" + mountpointNamespace };
        Task[] watches =
        [
            FollowAsync(Resources.Pods, notOurs, ControllerJson.Default.PodObject, Pod, end.Token),
            FollowAsync(Resources.Claims, KubernetesSelector.All, ControllerJson.Default.ClaimObject, Store<ClaimObject>(static stores => stores.Workloads.Claims), end.Token),
            FollowAsync(Resources.Volumes, KubernetesSelector.All, ControllerJson.Default.VolumeObject, Store<VolumeObject>(static stores => stores.Workloads.Volumes), end.Token),
            FollowAsync(Resources.Accounts, KubernetesSelector.All, ControllerJson.Default.AccountObject, Store<AccountObject>(static stores => stores.Workloads.Accounts), end.Token),
            FollowAsync(Resources.PodsIn(mountpointNamespace), KubernetesSelector.All, ControllerJson.Default.PodObject, Store<PodObject>(static stores => stores.Mounts.Pods), end.Token),
            FollowAsync(
                AttachmentApi.Resource, KubernetesSelector.All, AttachmentJson.Default.MountpointS3PodAttachment,
                Store<MountpointS3PodAttachment>(static stores => stores.Mounts.Attachments), end.Token),
        ];
        try
        {
            await await Task.WhenAny(watches);
        }
        finally
        {
            await end.CancelAsync();
        }
    }

    private async Task FollowAsync<T>(
        KubernetesResource resource, KubernetesSelector selector, JsonTypeInfo<T> type, Action<ClusterState.Stores, KubernetesEvent<T>> take, CancellationToken cancellationToken)
        where T : class
    {
        await foreach (var change in api.WatchAsync(resource, selector, type, cancellationToken))
        {
            if (change.Kind != KubernetesEventKind.Synced)
                state.Update(stores => take(stores, change));
            else if (Interlocked.Decrement(ref _left) == 0)
                _synced.TrySetResult();
        }
    }

    /// <summary>Of the cluster's pods only those that claim a volume are kept.</summary>
    private static void Pod(ClusterState.Stores stores, KubernetesEvent<PodObject> change)
    {
        if (change.Value!.Claims.Any())
            Apply(stores.Workloads.Pods, change);
    }

    private static Action<ClusterState.Stores, KubernetesEvent<T>> Store<T>(Func<ClusterState.Stores, ObservedStore<T>> find)
        where T : class, IApiObject => (stores, change) => Apply(find(stores), change);

    private static void Apply<T>(ObservedStore<T> store, KubernetesEvent<T> change)
        where T : class, IApiObject
    {
        if (change.Kind == KubernetesEventKind.Deleted)
            store.ObserveDeleted(change.Value!);
        else
            store.Observe(change.Value!);
    }
}
