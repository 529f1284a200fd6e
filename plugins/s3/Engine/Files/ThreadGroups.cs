namespace CsiHost.S3Engine.Files;

/// <summary>
/// The kernel names the thread that asks; a file belongs to its process. Where /proc does not show the asking process (another PID namespace), the thread
/// stands for itself.
/// </summary>
internal static class ThreadGroups
{
    public static uint Of(uint thread)
    {
        try
        {
            foreach (var line in File.ReadLines($"/proc/{thread}/status"))
            {
                if (line.StartsWith("Tgid:", StringComparison.Ordinal))
                    return uint.TryParse(line.AsSpan(5).Trim(), out var group) ? group : thread;
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
        }
        return thread;
    }
}
