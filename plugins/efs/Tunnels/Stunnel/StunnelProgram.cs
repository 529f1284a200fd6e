using CsiHost.Abstractions.Errors;
using CsiHost.Abstractions.Ports;

namespace CsiHost.Plugins.Efs.Tunnels.Stunnel;

/// <summary>The stunnel that is installed.</summary>
internal sealed class StunnelProgram(IProcessSupervisor processes, IReadOnlyList<string> folders)
{
    private static readonly Dictionary<string, string> NoEnvironment = [];
    private readonly Lock _gate = new();
    private (string Path, StunnelFeatures Features)? _found;

    /// <summary>The folders that efs-utils looks in.</summary>
    public static IReadOnlyList<string> DefaultFolders { get; } = ["/sbin", "/usr/sbin", "/usr/local/sbin", "/usr/local/bin", "/usr/bin", "/bin"];

    /// <summary>Where it is and what it understands; looked for once it is needed.</summary>
    /// <exception cref="CsiException">It is not installed (FailedPrecondition).</exception>
    public async ValueTask<(string Path, StunnelFeatures Features)> FindAsync(CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            if (_found is { } known)
                return known;
        }

        var path = folders.Select(folder => Path.Combine(folder, "stunnel")).FirstOrDefault(File.Exists)
            ?? throw CsiErrors.FailedPrecondition("stunnel is not installed on this node; leave the mount option stunnel (or ocsp) out, or install it");
        var help = await processes.RunAsync(path, ["-help"], NoEnvironment, cancellationToken);
        var found = (path, StunnelFeatures.Parse(help.Error + "\n" + help.Output));
        lock (_gate)
            _found = found;
        return found;
    }
}
