using System.Diagnostics;
using System.Globalization;

namespace CsiHost.TunnelBench;

/// <summary>A process whose processor time and memory are looked at from outside.</summary>
internal sealed class MeasuredProcess : IDisposable
{
    private const double TicksPerSecond = 100;
    private readonly Process _process;

    public MeasuredProcess(string file, params IEnumerable<string> arguments) =>
        _process = Process.Start(new ProcessStartInfo(file, arguments) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true })!;

    /// <summary>User and system time so far, of all its threads.</summary>
    public double CpuSeconds
    {
        get
        {
            var line = File.ReadAllText($"/proc/{_process.Id}/stat");
            var fields = line[(line.LastIndexOf(')') + 2)..].Split(' ');
            return (double.Parse(fields[11], CultureInfo.InvariantCulture) + double.Parse(fields[12], CultureInfo.InvariantCulture)) / TicksPerSecond;
        }
    }

    public double ResidentMegabytes => double.Parse(
        File.ReadLines($"/proc/{_process.Id}/status").First(line => line.StartsWith("VmRSS", StringComparison.Ordinal)).Split((char[])[' ', '\t'], StringSplitOptions.RemoveEmptyEntries)[1],
        CultureInfo.InvariantCulture) / 1024;

    public async Task<string> ReadLineAsync() =>
        await _process.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException("it ended: " + await _process.StandardError.ReadToEndAsync());

    public async Task AskAsync(string line)
    {
        await _process.StandardInput.WriteLineAsync(line);
        await ReadLineAsync();
    }

    public void Dispose()
    {
        _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
    }
}
