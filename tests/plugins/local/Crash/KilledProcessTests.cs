using System.Diagnostics;
using System.Reflection;
using CsiHost.TestKit.Fakes;

namespace CsiHost.Plugins.Local.Tests.Crash;

/// <summary>Kills a process that works on one root, again and again, at points chosen by a seed, and looks at what the next start finds.</summary>
[Trait("tier", "functional")]
public sealed class KilledProcessTests
{
    private const int Rounds = 100;

    [Fact]
    public async Task Kill_AtAnyPoint_LeavesWholeVolumesOnly()
    {
        using var folder = new TemporaryFolder();
        var existing = new Dictionary<string, bool>(); // what was answered last: true = exists, false = does not; absent = unknown
        for (var seed = 0; seed < Rounds; seed++)
        {
            await KillOneAsync(folder["root"], seed, existing);
            await CheckAsync(folder["root"], seed, existing);
        }
    }

    private static async Task KillOneAsync(string root, int seed, Dictionary<string, bool> existing)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in (string[])["exec", Assembly.GetExecutingAssembly().Location, "work", root, $"{seed}"])
            start.ArgumentList.Add(argument);
        using var process = Process.Start(start)!;
        try
        {
            var random = new Random(seed);
            for (var lines = random.Next(1, 60); lines > 0; lines--)
                Note(await process.StandardOutput.ReadLineAsync() ?? throw await EndedAsync(process, seed), existing);
            Thread.SpinWait(random.Next(20_000)); // so that the kill does not always hit right after a line
        }
        finally
        {
            process.Kill();
            await process.WaitForExitAsync();
        }

        while (await process.StandardOutput.ReadLineAsync() is { } line)
            Note(line, existing); // said before it died
    }

    private static async Task<Exception> EndedAsync(Process process, int seed) =>
        new InvalidOperationException($"seed {seed}: the worker ended by itself: {await process.StandardError.ReadToEndAsync()}");

    private static void Note(string line, Dictionary<string, bool> existing)
    {
        if (line.Split(' ') is not [var state, ("create" or "delete") and var what, var id])
            return;
        if (state == "done")
            existing[id] = what == "create";
        else
            existing.Remove(id);
    }

    private static async Task CheckAsync(string root, int seed, Dictionary<string, bool> existing)
    {
        using var sut = await LocalBackend.StartAsync(root);
        sut.Leftovers.ShouldBeEmpty($"seed {seed}");
        sut.Logs.Lines.ShouldNotContain(line => line.Text.Contains("Left out") || line.Text.Contains("Cannot"), $"seed {seed}");

        var volumes = await sut.ListAsync();
        volumes.Count.ShouldBe(Directory.GetDirectories(Path.Combine(root, "volumes")).Length, $"seed {seed}");
        foreach (var id in volumes)
            Directory.EnumerateFileSystemEntries(Path.Combine(root, "volumes", id)).Select(Path.GetFileName).ShouldBeSubsetOf(["data", "volume.json", "volume.json.new"]);
        foreach (var (id, exists) in existing)
            volumes.Contains(id).ShouldBe(exists, $"seed {seed}: {id} was answered otherwise");
        foreach (var (id, _) in existing.Where(pair => pair.Value && sut.Store.Volumes.Find(pair.Key)!.SourceVolume is null))
            File.Exists(Path.Combine(sut.DataOf(id), CrashWorker.Last)).ShouldBeTrue($"seed {seed}: {id} lost a file");
        foreach (var data in volumes.Select(sut.DataOf).Concat(sut.Store.Snapshots.List().Select(record => sut.Store.Snapshots.DataPath(record.Id))))
            CheckContent(data, seed);
    }

    /// <summary>The worker makes the last file of a volume last, and a copy appears whole: so no copy may have that file and miss another.</summary>
    private static void CheckContent(string data, int seed)
    {
        Directory.Exists(data).ShouldBeTrue($"seed {seed}");
        if (!File.Exists(Path.Combine(data, CrashWorker.Last)))
            return;
        var files = Directory.EnumerateFiles(data, "file-*").ToList();
        files.Count.ShouldBe(CrashWorker.Files, $"seed {seed}: {data}");
        files.ShouldAllBe(file => File.ReadAllText(file).StartsWith("name-"), $"seed {seed}: {data}");
    }
}
