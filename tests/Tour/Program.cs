using System.Runtime.InteropServices;
using CsiHost.Tour;

if (TourOptions.Parse(args) is not { } options)
    return 2;
var profiles = DriverProfile.All.Where(profile => options.Driver is null || profile.Driver == options.Driver).ToList();
if (profiles.Count == 0)
{
    Console.Error.WriteLine($"there is no driver '{options.Driver}'; there are: {string.Join(", ", DriverProfile.All.Select(profile => profile.Driver))}");
    return 2;
}

using var stop = new CancellationTokenSource();
using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
var report = new TourReport(options.Plain);
await using var scratch = await Scratch.CreateAsync(stop.Token);
await using var host = new TourHost(options.HostFolder, scratch, profiles);
try
{
    await new Tour(profiles, scratch, host, report).RunAsync(stop.Token);
    report.Close();
    if (report.Failed > 0)
        Console.Error.WriteLine("The host's log:\n" + host.Log);
    if (!options.Once && report.Failed == 0)
        await host.ServeAsync(stop.Token);
}
catch (OperationCanceledException) when (stop.IsCancellationRequested)
{
    Console.WriteLine("stopped");
}

return report.Failed == 0 ? 0 : 1;

void Stop(PosixSignalContext context)
{
    context.Cancel = true;
    stop.Cancel();
}
