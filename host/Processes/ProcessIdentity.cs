using System.Globalization;

namespace CsiHost.Processes;

/// <summary>A process id with its start time, which together name one process of one boot for ever.</summary>
internal readonly record struct ProcessIdentity(int ProcessId, long StartTime)
{
    private const int StartTimeField = 19;

    /// <summary>The running process of this id; null when there is none, or only its remains.</summary>
    public static ProcessIdentity? Find(int processId)
    {
        try
        {
            return Parse(processId, File.ReadAllText($"/proc/{processId}/stat"));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Reads a line of <c>/proc/PID/stat</c>. The program's name is in brackets and may itself hold brackets and spaces.</summary>
    internal static ProcessIdentity? Parse(int processId, string line)
    {
        var fields = line[(line.LastIndexOf(')') + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (fields.Length <= StartTimeField || fields[0] is "Z" or "X"
            || !long.TryParse(fields[StartTimeField], NumberStyles.None, CultureInfo.InvariantCulture, out var startTime))
            return null;
        return new ProcessIdentity(processId, startTime);
    }
}
