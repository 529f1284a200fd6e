using CsiHost.Abstractions.Errors;
using CsiHost.Abstractions.Ports;
using CsiHost.Plugins.Efs.Mounting;
using CsiHost.Plugins.Efs.Tunnels;

namespace CsiHost.Plugins.Efs.Node;

/// <inheritdoc cref="IEfsRootMount"/>
internal sealed class EfsRootMount(MountPlanner planner, ITunnels tunnels, NfsMounter mounter, IMountTable table) : IEfsRootMount
{
    public async ValueTask MountAsync(RootMountRequest request, CancellationToken cancellationToken)
    {
        if (table.Find(request.Directory) is { } entry)
        {
            // Of a process that was killed, the mount may be left without its tunnel; nobody uses it.
            if (!entry.Source.StartsWith("127.0.0.1:", StringComparison.Ordinal) || tunnels.FindPort(request.Directory) is not null)
                return;
            await mounter.UnmountAsync(request.Directory, cancellationToken);
        }

        var planned = await planner.PlanAsync(
            new MountRequest
            {
                Kind = request.Kind,
                FileSystem = request.FileSystemId,
                Target = request.Directory,
                Options = OptionList.Parse(request.Options),
            },
            cancellationToken);
        if (planned.Tunnel is { } tunnel)
            await tunnels.OpenAsync(tunnel, cancellationToken);
        try
        {
            await mounter.MountAsync(planned.Mount, cancellationToken);
        }
        catch
        {
            await tunnels.CloseAsync(request.Directory, CancellationToken.None);
            throw;
        }
    }

    public async ValueTask UnmountAsync(RootMountRequest request, CancellationToken cancellationToken)
    {
        await mounter.UnmountAsync(request.Directory, cancellationToken);
        if (table.Find(request.Directory) is not null)
            throw CsiErrors.FailedPrecondition($"{request.Directory} is still mounted");
        await tunnels.CloseAsync(request.Directory, cancellationToken);
    }
}
