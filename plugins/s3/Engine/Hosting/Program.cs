using CsiHost.S3Engine.Cli;

namespace CsiHost.S3Engine.Hosting;

internal static class Program
{
    private const int UsageError = 2;
    private const int Failed = 1;

    public static async Task<int> Main(string[] arguments)
    {
        try
        {
            if (arguments is ["--watch", var pipe, var mountPoint])
                return MountWatch.Run(pipe, mountPoint);
            if (arguments.Any(argument => argument is "-V" or "--version"))
                return Print(HelpText.Version + "\n");
            if (arguments.Any(argument => argument is "-h" or "--help"))
                return Print(HelpText.Help());
            var environment = EngineEnvironment.Read();
            var options = OptionRules.Complete(Parse(arguments), environment);
            return options.Foreground || environment[Background.ReadyVariable] is not null
                ? await Engine.RunAsync(options, environment, TimeProvider.System)
                : await Background.StartAsync(arguments, TimeProvider.System);
        }
        catch (UsageException exception)
        {
            await Console.Error.WriteLineAsync($"error: {exception.Message}\n\nFor more information, try '--help'.");
            return UsageError;
        }
        catch (Exception exception)
        {
            await Console.Error.WriteLineAsync(Describe(exception));
            return Failed;
        }
    }

    /// <summary>The failure and what caused it, one line each; nobody wants our stack.</summary>
    public static string Describe(Exception exception)
    {
        var lines = new List<string> { $"Error: {exception.Message}" };
        for (var cause = exception.InnerException; cause is not null; cause = cause.InnerException)
        {
            if (!lines[^1].EndsWith(cause.Message, StringComparison.Ordinal))
                lines.Add($"  caused by: {cause.Message}");
        }
        return string.Join('\n', lines);
    }

    private static EngineOptions Parse(string[] arguments)
    {
        if (!FstabForm.Is(arguments))
            return CommandLine.Parse(arguments);
        Console.Out.WriteLine("the arguments are read as those of a mount helper (BUCKET DIRECTORY -o OPTIONS)");
        return CommandLine.Parse(FstabForm.Translate(arguments)) with { FromFstab = true };
    }

    private static int Print(string text)
    {
        Console.Out.Write(text);
        return 0;
    }
}
