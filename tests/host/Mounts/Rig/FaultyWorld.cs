using CsiHost.Abstractions.Calls;
using CsiHost.Abstractions.Models;
using CsiHost.Abstractions.Mounts;
using CsiHost.Mounts.Plans;
using CsiHost.Mounts.Records;

namespace CsiHost.Tests.Mounts.Rig;

/// <summary>
/// Dies at the n-th change of node or disk. From then on every change fails too, so whatever the code under test still tries has no effect,
/// just as if its process were gone.
/// </summary>
internal sealed class FaultyWorld(int dieAt)
{
    private int _changes;

    public bool IsDead => _changes >= dieAt;

    public IStepEffects Wrap(IStepEffects inner) => new Effects(this, inner);

    public IPublishStore Wrap(IPublishStore inner) => new Store(this, inner);

    private void Change()
    {
        if (Interlocked.Increment(ref _changes) >= dieAt)
            throw new ProcessDiedException();
    }

    public sealed class ProcessDiedException : Exception;

    private sealed class Effects(FaultyWorld world, IStepEffects inner) : IStepEffects
    {
        public ValueTask<IReadOnlyList<string>> FindMissingAsync(IReadOnlyList<string> paths, CancellationToken cancellationToken) =>
            inner.FindMissingAsync(paths, cancellationToken);

        public ValueTask MakeTargetAsync(string path, AccessType type, CancellationToken cancellationToken)
        {
            world.Change();
            return inner.MakeTargetAsync(path, type, cancellationToken);
        }

        public ValueTask ApplyAsync(MountStep step, CallContext call, CancellationToken cancellationToken)
        {
            world.Change();
            return inner.ApplyAsync(step, call, cancellationToken);
        }

        public ValueTask RevertAsync(MountStep step, CancellationToken cancellationToken)
        {
            world.Change();
            return inner.RevertAsync(step, cancellationToken);
        }

        public ValueTask RecoverAsync(MountStep step, CancellationToken cancellationToken)
        {
            world.Change();
            return inner.RecoverAsync(step, cancellationToken);
        }

        public ValueTask UnmountAsync(string path, CancellationToken cancellationToken)
        {
            world.Change();
            return inner.UnmountAsync(path, cancellationToken);
        }

        public ValueTask MakeReadOnlyAsync(string path, CancellationToken cancellationToken)
        {
            world.Change();
            return inner.MakeReadOnlyAsync(path, cancellationToken);
        }

        public ValueTask<string?> RemoveEmptyAsync(string path, CancellationToken cancellationToken)
        {
            world.Change();
            return inner.RemoveEmptyAsync(path, cancellationToken);
        }
    }

    private sealed class Store(FaultyWorld world, IPublishStore inner) : IPublishStore
    {
        public IReadOnlyCollection<PublishRecord> All => inner.All;

        public PublishRecord? Find(string path) => inner.Find(path);

        public ValueTask WriteAsync(PublishRecord record, CancellationToken cancellationToken)
        {
            world.Change();
            return inner.WriteAsync(record, cancellationToken);
        }

        public ValueTask UpdateAsync(string path, Func<PublishRecord, PublishRecord> change, CancellationToken cancellationToken)
        {
            world.Change();
            return inner.UpdateAsync(path, change, cancellationToken);
        }

        public ValueTask RemoveAsync(string path, CancellationToken cancellationToken)
        {
            world.Change();
            return inner.RemoveAsync(path, cancellationToken);
        }
    }
}
