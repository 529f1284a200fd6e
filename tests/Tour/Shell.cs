using System.Diagnostics;

namespace CsiHost.Tour;

/// <summary>Child processes of the tour: programs of util-linux and a shell inside the workload's namespace.</summary>
internal static class Shell
{
    /// <summary>Runs a program to its end and returns its output; a non-zero exit is an error with what it said.</summary>
    public static async Task<string> RunAsync(string program, IReadOnlyList<string> arguments, CancellationToken cancellationToken)
    {
        using var process = Start(program, arguments);
        var output = process.StandardOutput.ReadToEndAsync(cancellationToken);
        var error = process.StandardError.ReadToEndAsync(cancellationToken);
        await process.WaitForExitAsync(cancellationToken);
        if (process.ExitCode != 0)
            throw new TourFailedException($"{program} {string.Join(' ', arguments)} exited with {process.ExitCode}: {(await error).Trim()}");
        return (await output).Trim();
    }

    public static Process Start(string program, IReadOnlyList<string> arguments)
    {
        var start = new ProcessStartInfo(program) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
        return Process.Start(start) ?? throw new TourFailedException($"{program} could not be started");
    }
}
