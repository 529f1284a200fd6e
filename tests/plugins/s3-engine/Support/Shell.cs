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
        process.WaitForExit();
        return process.ExitCode;
    }
}
