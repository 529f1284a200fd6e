using System.Diagnostics;
using System.Text;

namespace CsiHost.Plugins.Local.Tests;

/// <summary>Programs of the system that make what .NET cannot: mounts, special files, strange names.</summary>
internal static class SystemTools
{
    public static string Run(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program) { RedirectStandardOutput = true, RedirectStandardError = true, StandardOutputEncoding = Encoding.Latin1 };
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        process.ExitCode.ShouldBe(0, $"{program} {string.Join(' ', arguments)}: {error.GetAwaiter().GetResult()}");
        return output;
    }

    /// <summary>Runs a script with the folder as its working directory.</summary>
    public static string Shell(string folder, string script) => Run("/bin/bash", "-ec", $"cd '{folder}'\n{script}");

    /// <summary>Everything that a copy must keep, one line a file, for comparing two trees as text.</summary>
    public static string Describe(string folder) => Shell(
        folder,
        """
        find . -type d -printf '%p|%m|%U|%G|%n|%T@\n' | sort
        find . -not -type d -printf '%p|%y|%m|%U|%G|%n|%s|%T@|%l\n' | sort
        find . -type f -print0 | sort -z | xargs -0r sha256sum
        """);
}
