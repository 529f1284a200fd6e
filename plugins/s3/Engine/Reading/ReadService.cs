using System.Collections.Concurrent;
using CsiHost.S3Engine.Caching;
using CsiHost.S3Engine.Files;
using CsiHost.S3Engine.Memory;

namespace CsiHost.S3Engine.Reading;

/// <summary>What all open files of a mount share for reading; it gives up prefetched data when something else has to wait for memory.</summary>
internal sealed class ReadService(MountContext mount, DiskCache? cache, long mostWindow)
{
    private static readonly TimeSpan Idle = TimeSpan.FromSeconds(1);
    private readonly ConcurrentDictionary<ObjectReader, bool> _open = [];

    public MountContext Mount => mount;
    public DiskCache? Cache => cache;

    /// <summary>Never more than what the connections carry at once, nor a good part of the memory for one file.</summary>
    public int MostWindow { get; } = (int)Math.Min(Math.Min(mostWindow, mount.Budget.Total * Block.Size / 4),
        Math.Min(int.MaxValue / 2, S3.HttpFactory.Connections(mount.Options.ThroughputGbps) * mount.Options.ReadPart));

    public int Part { get; } = (int)Math.Min(mount.Options.ReadPart, Math.Max(Block.Size, mount.Budget.Total * Block.Size / 8));

    public ObjectReader Open(Node node)
    {
        var reader = new ObjectReader(this, node, mount.KeyOf(node));
        _open.TryAdd(reader, true);
        return reader;
    }

    public void Close(ObjectReader reader)
    {
        _open.TryRemove(reader, out _);
        reader.Close();
    }

    /// <summary>Interrupts a read that waits; false when no file has it.</summary>
    public bool Interrupt(ulong unique)
    {
        foreach (var (reader, _) in _open)
        {
            if (reader.Interrupt(unique))
                return true;
        }
        return false;
    }

    /// <summary>Takes back data that was fetched in case it is needed: first from files that are not being read, then from the least recently read.</summary>
    public void Reclaim(MemoryBudget budget)
    {
        var byAge = _open.Keys.OrderBy(reader => reader.UsedAt).ToList();
        foreach (var reader in byAge)
        {
            if (mount.Time.GetElapsedTime(reader.UsedAt) < Idle)
                break;
            reader.Drop();
        }
        foreach (var reader in byAge)
        {
            if (budget.Free >= budget.Reserve / 2)
                return;
            reader.Drop();
        }
    }

    public void GiveBack(Block? block)
    {
        if (block is not null)
            mount.Pool.Give(block);
        mount.Budget.Return(1);
    }
}
