using System.Diagnostics;

namespace CsiHost.S3Engine.Tests.Support;

internal static class Shell
{
    /// <summary>The exit code of a shell's commands.</summary>
    public static int Run(string commands)
    {
        var start = new ProcessStartInfo("/bin/bash") { UseShellExecute = false };
        start.ArgumentList.Add("-c");
        start.ArgumentList.Add(commands);
        using var process = Process.Start(start)!;
        if (!process.WaitForExit(TimeSpan.FromSeconds(60)))
            process.Kill(entireProcessTree: true);
        process.WaitForExit();
        return process.ExitCode;
    }
}
