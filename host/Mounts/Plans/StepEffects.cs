using CsiHost.Abstractions.Calls;
using CsiHost.Abstractions.Errors;
using CsiHost.Abstractions.Models;
using CsiHost.Abstractions.Mounts;
using CsiHost.Abstractions.Ports;

namespace CsiHost.Mounts.Plans;

/// <summary>The effects on the real node, for one driver.</summary>
internal sealed class StepEffects(
    MountServices services, IProcessSupervisor processes, IEnumerable<IMountStepHandler> handlers, UnmountPolicy policy) : IStepEffects
{
    private readonly Dictionary<string, IMountStepHandler> _handlers = handlers.ToDictionary(handler => handler.Kind, StringComparer.Ordinal);

    public async ValueTask<IReadOnlyList<string>> FindMissingAsync(IReadOnlyList<string> paths, CancellationToken cancellationToken) =>
        await OffThread<IReadOnlyList<string>>(
            "look for targets", () => [.. paths.Where(path => services.Table.Find(path) is null && !services.Paths.Exists(path))], cancellationToken);

    public async ValueTask MakeTargetAsync(string path, AccessType type, CancellationToken cancellationToken) => await OffThread(
        "make " + path,
        () => type == AccessType.Block ? services.Paths.EnsureFile(path) : services.Paths.EnsureDirectory(path),
        cancellationToken);

    public async ValueTask ApplyAsync(MountStep step, CallContext call, CancellationToken cancellationToken)
    {
        switch (step)
        {
            case DirectoryStep directory:
                await OffThread("make " + directory.Path, () => services.Paths.EnsureDirectory(directory.Path, (uint)directory.Mode), cancellationToken);
                break;
            case FileSystemMountStep mount when await IsWantedAsync(mount.Target, cancellationToken):
                await services.Mounter.MountAsync(mount, cancellationToken);
                Confirm(mount.Target);
                break;
            case BindMountStep bind when await IsWantedAsync(bind.Target, cancellationToken):
                await services.Mounter.BindAsync(bind, cancellationToken);
                Confirm(bind.Target);
                break;
            case HelperProcessStep helper:
                await processes.StartAsync(helper.Helper, cancellationToken);
                break;
            case CustomStep custom:
                await Handler(custom).ApplyAsync(custom, call, cancellationToken);
                break;
            default:
                break;
        }
    }

    public async ValueTask RevertAsync(MountStep step, CancellationToken cancellationToken)
    {
        if (StepTargets.MountPointOf(step) is { } target)
            await UnmountAsync(target, cancellationToken);
        else if (step is HelperProcessStep helper)
            await processes.StopAsync(helper.Helper.Name, cancellationToken);
        else if (step is CustomStep custom)
            await Handler(custom).RevertAsync(custom, cancellationToken);
    }

    public async ValueTask RecoverAsync(MountStep step, CancellationToken cancellationToken)
    {
        if (step is HelperProcessStep helper)
            await processes.StartAsync(helper.Helper, cancellationToken);
        else if (step is CustomStep custom)
            await Handler(custom).RecoverAsync(custom, cancellationToken);
    }

    public ValueTask UnmountAsync(string path, CancellationToken cancellationToken) =>
        services.Mounter.UnmountAsync(path, policy, cancellationToken);

    public ValueTask MakeReadOnlyAsync(string path, CancellationToken cancellationToken) =>
        services.Mounter.MakeReadOnlyAsync(path, cancellationToken);

    public async ValueTask<string?> RemoveEmptyAsync(string path, CancellationToken cancellationToken) =>
        await OffThread("remove " + path, () => services.Paths.RemoveIfEmpty(path), cancellationToken);

    /// <summary>Whether a mount must be made. What is there already was found to be ours; a dead one is replaced.</summary>
    private async ValueTask<bool> IsWantedAsync(string target, CancellationToken cancellationToken)
    {
        if (services.Table.Find(target) is null)
            return true;
        switch (await services.Probe.CheckAsync(target, cancellationToken))
        {
            case MountHealth.Dead:
                await UnmountAsync(target, cancellationToken);
                return true;
            case MountHealth.Unresponsive:
                throw CsiErrors.Unavailable($"the file system at {target} does not answer");
            default:
                return false;
        }
    }

    private void Confirm(string target)
    {
        if (services.Table.Find(target) is null)
            throw new CsiException(CsiErrorKind.Internal, $"the mount at {target} was reported as made but is not in the mount table");
    }

    private IMountStepHandler Handler(CustomStep step) => _handlers.TryGetValue(step.Kind, out var handler)
        ? handler
        : throw CsiErrors.FailedPrecondition($"no plugin carries out mount steps of kind '{step.Kind}'; is the plugin of this volume installed?");

    private async Task<T> OffThread<T>(string name, Func<T> call, CancellationToken cancellationToken) =>
        await services.Runner.Start(name, call).WaitAsync(cancellationToken);
}
