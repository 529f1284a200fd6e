using CsiHost.Mounts.Records;
using Microsoft.Extensions.Logging;

namespace CsiHost.Mounts;

internal sealed partial class MountRecovery
{
    private static partial class Log
    {
        [LoggerMessage(1540, LogLevel.Information,
            "Recovered {Driver}: {Intact} intact, {Lost} lost, {Reverted} reverted, {Dropped} dropped, {Adopted} adopted, {Failed} failed")]
        public static partial void Recovered(
            ILogger logger, string driver, int intact, int lost, int reverted, int dropped, int adopted, int failed);

        [LoggerMessage(1541, LogLevel.Error, "Volume {Volume} at {Path} ({State}) could not be recovered; the next call tries again")]
        public static partial void RecordFailed(ILogger logger, string volume, string path, RecordState state, Exception exception);

        [LoggerMessage(1542, LogLevel.Warning, "Volume {Volume} is recorded at {Path} but its mount is gone or dead; the next publish mounts it anew")]
        public static partial void Lost(ILogger logger, string volume, string path);

        [LoggerMessage(1543, LogLevel.Error, "The mount at {Path} could not be adopted")]
        public static partial void AdoptFailed(ILogger logger, string path, Exception exception);
    }
}
