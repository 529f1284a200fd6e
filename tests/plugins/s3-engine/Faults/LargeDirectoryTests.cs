using System.Globalization;
using CsiHost.S3Engine.Tests.Support;

namespace CsiHost.S3Engine.Tests.Faults;

[Trait("tier", "functional")]
public sealed class LargeDirectoryTests
{
    private const int Keys = 1_000_000;

    /// <summary>Row X9: a million names in one directory, all shown once, within half a kilobyte each.</summary>
    [Fact]
    public async Task MillionKeys_AreListed_WithinTheirMemory()
    {
        await using var mount = await MountedBucket.StartAsync();
        mount.S3.Store.PutMany(Enumerable.Range(0, Keys).Select(i => i.ToString("D7", CultureInfo.InvariantCulture)));
        var before = Memory(mount.Engine.Id);
        Directory.EnumerateFileSystemEntries(mount.Path).Count().ShouldBe(Keys);
        (Memory(mount.Engine.Id) - before).ShouldBeLessThan(600L << 20);
    }

    private static long Memory(int process) => 1024 * long.Parse(
        File.ReadLines($"/proc/{process}/status").First(line => line.StartsWith("VmRSS:", StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries)[1],
        CultureInfo.InvariantCulture);
}
