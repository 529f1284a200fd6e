using Microsoft.Extensions.Logging;

namespace CsiHost.Mounts.Plans;

internal sealed partial class MountPlanExecutor
{
    private static partial class Log
    {
        [LoggerMessage(1520, LogLevel.Error, "A failed plan could not be taken back at {Path}; the next call or start goes on with it")]
        public static partial void UndoFailed(ILogger logger, string path, Exception exception);

        [LoggerMessage(1521, LogLevel.Warning, "The state folder is full; taking back {Path} without noting it first")]
        public static partial void NotMarked(ILogger logger, string path, Exception exception);

        [LoggerMessage(1522, LogLevel.Warning, "Left behind by a reverted plan: {Leftover}")]
        public static partial void Leftover(ILogger logger, string leftover);
    }
}
