using CsiHost.S3Engine.Logging;
using CsiHost.S3Engine.Memory;

namespace CsiHost.S3Engine.Hosting;

/// <summary>How much of the memory target file data may take.</summary>
internal static class MemoryPlan
{
    private const long LeastMiB = 512;
    private const long LeastOverheadMiB = 128;

    /// <summary>Blocks for file data: the target less what code, names and connections take.</summary>
    public static long Blocks(EngineOptions options, long machineBytes, EngineLog log)
    {
        var target = options.MemoryTargetMiB ?? Math.Max(LeastMiB, machineBytes / EngineOptions.MiB * 95 / 100);
        var data = (target - Math.Max(LeastOverheadMiB, target / 8)) * EngineOptions.MiB;
        if (Math.Max(options.ReadPart, options.WritePart) <= data)
            return data / Block.Size;
        if (options.MemoryTargetMiB is not null)
            throw new EngineException($"--memory-target {target} leaves {data / EngineOptions.MiB} MiB for file data, which is less than one part");
        log.Warn("engine", "a part is larger than the memory for file data; reads are made in smaller pieces");
        return data / Block.Size;
    }

    /// <summary>What this process may use: the machine's memory or its control group's limit.</summary>
    public static long MachineBytes() => GC.GetGCMemoryInfo().TotalAvailableMemoryBytes;
}
