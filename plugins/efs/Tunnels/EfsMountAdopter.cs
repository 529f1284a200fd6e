using CsiHost.Abstractions.Backends.Node;
using CsiHost.Abstractions.Mounts;
using CsiHost.Abstractions.Plugins;
using CsiHost.Plugins.Efs.Node;
using CsiHost.Plugins.Efs.Tunnels.State;

namespace CsiHost.Plugins.Efs.Tunnels;

/// <summary>
/// Takes over the mounts that the driver before this one made: the plan that would have made them is recorded, so that their tunnels come back on
/// their ports now and go away with them later.
/// </summary>
[CsiBackend(EfsPlugin.DriverName)]
internal sealed class EfsMountAdopter(EfsUtilsStateReader states, EfsOptions options) : IMountAdopter
{
    public ValueTask<MountPlan?> DescribeAsync(ForeignMount mount, CancellationToken cancellationToken) =>
        ValueTask.FromResult(Describe(mount.Path.Value, mount.Entry));

    private MountPlan? Describe(string target, MountEntry entry)
    {
        if (!entry.FileSystemType.StartsWith("nfs", StringComparison.Ordinal))
            return null;
        if (LocalMounts.Parse(entry) is not { } local)
            return Plan(Mount(target, entry.Source));
        var request = states.Describe(options.Utils.StateDirectory, local with { MountPoint = target });
        return request is null ? null : Plan(request.ToStep(), new NfsMount { Target = target, Path = local.Path, Options = [] }.ToStep());
    }

    private static CustomStep Mount(string target, string source)
    {
        var colon = source.LastIndexOf(":/", StringComparison.Ordinal);
        return new NfsMount { Target = target, Server = colon > 0 ? source[..colon] : source, Path = colon > 0 ? source[(colon + 1)..] : "/", Options = [] }.ToStep();
    }

    /// <summary>Nobody knows with which options it was asked for, so any publish of the volume there is the same.</summary>
    private static MountPlan Plan(params MountStep[] steps) => new() { Identity = "", Steps = steps };
}
