using System.Collections;
using System.Text;
using CsiHost.Cli;

namespace CsiHost.Hosting;

/// <summary>Gathers what the process was given - name, arguments, environment, streams, signals - and hands it to the command line.</summary>
internal static class EntryPoint
{
    public static async Task<ExitCode> RunAsync(IReadOnlyList<string> arguments)
    {
        using var signals = new StopSignals();
        await using var output = Open(Console.OpenStandardOutput());
        await using var error = Open(Console.OpenStandardError());
        var context = new CommandContext
        {
            Arguments = arguments,
            Environment = ReadEnvironment(),
            Input = static () => Console.In,
            Output = output,
            Error = error,
            Stopping = signals.First,
        };
        var work = CommandLineInterface.RunAsync(ReadName(), context);
        // After the second signal nobody waits any more: every other thread is a background thread and ends with this one.
        return await Task.WhenAny(work, signals.Second) == work ? await work : ExitCode.Failure;
    }

    /// <summary>The name the process was started under. The runtime tells only its own file, which a link hides.</summary>
    private static string ReadName()
    {
        var commandLine = File.ReadAllBytes("/proc/self/cmdline").AsSpan();
        var end = commandLine.IndexOf((byte)0);
        return Path.GetFileName(Encoding.UTF8.GetString(end < 0 ? commandLine : commandLine[..end]));
    }

    private static Dictionary<string, string> ReadEnvironment()
    {
#pragma warning disable RS0030 // This is the one place that reads the environment.
        var variables = Environment.GetEnvironmentVariables();
#pragma warning restore RS0030
        var result = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (DictionaryEntry variable in variables)
            result[(string)variable.Key] = (string?)variable.Value ?? "";
        return result;
    }

    private static StreamWriter Open(Stream stream) => new(stream, new UTF8Encoding(false)) { AutoFlush = true, NewLine = "\n" };
}
