using System.Diagnostics;

namespace CsiHost.Kernel;

/// <summary>Runs checks one after the other and prints a line for each. After the first failure the rest would only fail for the same reason.</summary>
internal sealed class Checks
{
    public int Passed { get; private set; }

    public int Failed { get; private set; }

    /// <summary>Runs one; the log is printed if it fails.</summary>
    public async Task RunAsync(string name, Func<Task> check, Func<IEnumerable<string>> log)
    {
        if (Failed > 0)
            return;
        var started = Stopwatch.GetTimestamp();
        try
        {
            await check();
            Passed++;
            Console.WriteLine($"ok      {name} ({Stopwatch.GetElapsedTime(started).TotalMilliseconds:0} ms)");
        }
        catch (Exception exception)
        {
            Failed++;
            Console.WriteLine($"FAILED  {name}: {exception}");
            foreach (var line in log())
                Console.WriteLine("        " + line);
        }
    }
}
