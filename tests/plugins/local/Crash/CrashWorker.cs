using CsiHost.Abstractions.Models;

namespace CsiHost.Plugins.Local.Tests.Crash;

/// <summary>
/// The process that the crash test kills: an endless random mix of calls on few names. It says on standard output what it begins and what was
/// answered, so the test knows what must hold afterwards.
/// </summary>
internal static class CrashWorker
{
    public const int Files = 20;

    /// <summary>The last file of a volume: where it is, all the others are.</summary>
    public const string Last = "last";

    private const int Names = 6;

    public static async Task<int> RunAsync(string root, int seed)
    {
        var random = new Random(seed);
        using var backend = await LocalBackend.StartAsync(root);
        Console.WriteLine("ready");
        while (true)
        {
            var name = $"name-{random.Next(Names)}";
            var id = new VolumeId(backend.Store.Volumes.IdOf(name));
            await StepAsync(backend, random, name, id);
        }
    }

    private static async Task StepAsync(LocalBackend backend, Random random, string name, VolumeId id)
    {
        var existing = await backend.Listing.ExistsAsync(id, Secrets.Empty, CancellationToken.None);
        switch (random.Next(6))
        {
            case 0 when !existing:
                await SayAsync("create", id.Value, () => CreateAsync(backend, name));
                break;
            case 1 when existing:
                await SayAsync("delete", id.Value, () => backend.DeleteAsync(id));
                break;
            case 2 when existing:
                var clone = $"clone-{random.Next(Names)}";
                if (backend.Store.Volumes.Find(backend.Store.Volumes.IdOf(clone)) is null)
                    await SayAsync("create", backend.Store.Volumes.IdOf(clone), () => backend.CloneAsync(Requests.Create(clone, 0), id));
                break;
            case 3:
                var doomed = backend.Store.Volumes.IdOf($"clone-{random.Next(Names)}");
                await SayAsync("delete", doomed, () => backend.DeleteAsync(new VolumeId(doomed)));
                break;
            case 4 when existing:
                var request = new ExpandVolumeRequest { VolumeId = id, Capacity = new CapacityRange { RequiredBytes = random.Next(1, 1_000_000) } };
                await SayAsync("expand", id.Value, async () => await backend.Changes.ExpandAsync(request, LocalBackend.Call, CancellationToken.None));
                break;
            case 5 when existing:
                var snapshot = new SnapshotId(backend.Store.Snapshots.IdOf(name));
                await SayAsync("snapshot", id.Value, () => SnapshotAnewAsync(backend, name, id, snapshot));
                break;
        }
    }

    private static async Task CreateAsync(LocalBackend backend, string name)
    {
        var volume = await backend.CreateAsync(Requests.Create(name, 1000));
        for (var index = 0; index < Files; index++)
            await File.WriteAllTextAsync(Path.Combine(backend.DataOf(volume.Id.Value), $"file-{index}"), name);
        await File.WriteAllTextAsync(Path.Combine(backend.DataOf(volume.Id.Value), Last), "");
    }

    private static async Task SnapshotAnewAsync(LocalBackend backend, string name, VolumeId id, SnapshotId snapshot)
    {
        await backend.Snapshots.DeleteAsync(new DeleteSnapshotRequest { SnapshotId = snapshot }, LocalBackend.Call, CancellationToken.None);
        await backend.SnapshotAsync(name, id);
    }

    private static async Task SayAsync(string what, string id, Func<Task> action)
    {
        Console.WriteLine($"begin {what} {id}");
        await action();
        Console.WriteLine($"done {what} {id}");
    }
}
