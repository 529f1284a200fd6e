namespace CsiHost.Tour;

/// <summary>Drives every driver through its life and reports.</summary>
internal sealed class Tour(IReadOnlyList<DriverProfile> profiles, Scratch scratch, TourHost host, TourReport report)
{
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await using var workload = await Workload.StartAsync(cancellationToken);
        var start = await report.RunAsync("host", new TourStep("start, and answer on every socket", StartAsync), cancellationToken);
        foreach (var profile in profiles)
        {
            using var client = new DriverClient(host.Socket(profile));
            var life = new VolumeLife(profile, client, scratch, workload, host);
            if (start.Outcome != TourOutcome.Passed)
                report.AddNotRun(profile.Driver, "the volume's life");
            else if (await RunAsync(profile, life.Opening(), cancellationToken))
                await RunAsync(profile, life.Rest(), cancellationToken);
        }
    }

    private async Task<string> StartAsync(CancellationToken cancellationToken)
    {
        await host.StartAsync(cancellationToken);
        return $"{profiles.Count} driver(s), process {host.ProcessId}";
    }

    /// <summary>Runs steps until one fails; the rest are reported as not run.</summary>
    private async Task<bool> RunAsync(DriverProfile profile, IEnumerable<TourStep> steps, CancellationToken cancellationToken)
    {
        var failed = false;
        foreach (var step in steps)
        {
            if (failed)
                report.AddNotRun(profile.Driver, step.Name);
            else
                failed = (await report.RunAsync(profile.Driver, step, cancellationToken)).Outcome == TourOutcome.Failed;
        }

        return !failed;
    }
}
