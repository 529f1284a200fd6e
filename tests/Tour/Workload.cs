using System.Diagnostics;

namespace CsiHost.Tour;

/// <summary>
/// Stands for a container: a process in a mount namespace of its own that was there before the volume was published, and sees it by propagation
/// alone - as kubelet's pods see a driver's mounts.
/// </summary>
internal sealed class Workload : IAsyncDisposable
{
    private readonly Process _process;

    private Workload(Process process) => _process = process;

    public static async Task<Workload> StartAsync(CancellationToken cancellationToken)
    {
        var process = Shell.Start("unshare", ["--mount", "--propagation", "slave", "sh", "-c", "echo ready; exec cat"]);
        if (await process.StandardOutput.ReadLineAsync(cancellationToken) != "ready")
            throw new TourFailedException("unshare could not make a mount namespace: " + await process.StandardError.ReadToEndAsync(cancellationToken));
        return new Workload(process);
    }

    /// <summary>Runs a shell command inside; the path is its <c>$1</c>.</summary>
    public Task<string> RunAsync(string command, string path, CancellationToken cancellationToken) =>
        Shell.RunAsync("nsenter", [$"--target={_process.Id}", "--mount", "sh", "-euc", command, "workload", path], cancellationToken);

    public async ValueTask DisposeAsync()
    {
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
    }
}
