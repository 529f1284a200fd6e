using System.Security.Cryptography;

namespace CsiHost.Kernel;

/// <summary>
/// A workload: writes blocks to a file, each on disk at the server before the next one begins, until it is told to stop. Any error ends it, and the
/// test with it.
/// </summary>
internal sealed class Writer
{
    private const int BlockBytes = 64 * 1024;
    private readonly string _path;
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly Task _run;
    private volatile bool _stopping;
    private long _blocks;

    private Writer(string path)
    {
        _path = path;
        _run = Task.Factory.StartNew(Run, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    public long Blocks => Interlocked.Read(ref _blocks);

    public static Writer Start(string path) => new(path);

    /// <summary>Waits for so many more blocks.</summary>
    public async Task MoreAsync(int count)
    {
        var goal = Blocks + count;
        await CheckFailedException.UntilAsync(() => Blocks >= goal || _run.IsCompleted, $"the writer hangs at block {Blocks}");
        if (_run.IsFaulted)
            await _run;
    }

    /// <summary>Ends it, and checks what the server has against what was written.</summary>
    public async Task StopAsync(string served)
    {
        _stopping = true;
        await _run.WaitAsync(TimeSpan.FromSeconds(60), TimeProvider.System);
        await using var file = File.OpenRead(served);
        CheckFailedException.Unless(file.Length == Blocks * BlockBytes, $"the server has {file.Length} bytes, {Blocks * BlockBytes} were written");
        CheckFailedException.Unless((await SHA256.HashDataAsync(file)).AsSpan().SequenceEqual(_hash.GetHashAndReset()), "the server has other bytes than were written");
    }

    private void Run()
    {
        using var file = new FileStream(_path, FileMode.Create, FileAccess.Write, FileShare.Read, bufferSize: 0);
        var block = new byte[BlockBytes];
        while (!_stopping)
        {
            RandomNumberGenerator.Fill(block);
            file.Write(block);
            file.Flush(flushToDisk: true);
            _hash.AppendData(block);
            Interlocked.Increment(ref _blocks);
        }
    }
}
