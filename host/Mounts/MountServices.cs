using CsiHost.Abstractions.Models;
using CsiHost.Abstractions.Ports;
using CsiHost.Mounts.Records;
using Microsoft.Extensions.Logging;

namespace CsiHost.Mounts;

/// <summary>What all drivers of the process share for mounting: one table, one set of threads, one store of records.</summary>
internal sealed class MountServices : IDisposable
{
    /// <summary>Opens the record store and builds the services.</summary>
    /// <param name="options">Paths and identity of this boot.</param>
    /// <param name="processes">Runs mount helpers.</param>
    /// <param name="time">The clock of every limit.</param>
    /// <param name="loggers">Loggers.</param>
    public MountServices(MountOptions options, IProcessSupervisor processes, TimeProvider time, ILoggerFactory loggers)
    {
        Options = options;
        Time = time;
        Loggers = loggers;
        Table = new MountTable(options.KubeletRoot, new AbsolutePath("/var/run"));
        Runner = new BlockingCallRunner();
        Paths = new TargetPaths(options.KubeletRoot);
        // Apart from the mounts' own: questions stuck at dead mounts must not keep living ones from being made or taken away.
        ProbeRunner = new BlockingCallRunner();
        Probe = new FileSystemProbe(Table, ProbeRunner, time, options.ProbeLimit);
        var unmounter = new Unmounter(Table, Paths, Runner, Probe, time, loggers.CreateLogger<Unmounter>());
        Mounter = new LinuxMounter(Table, Paths, Runner, unmounter, processes, options.HelperFolders);
        Store = new PublishStore(Path.Combine(options.StateDirectory.Value, "mounts"), loggers.CreateLogger<PublishStore>());
    }

    public MountOptions Options { get; }

    public TimeProvider Time { get; }

    public ILoggerFactory Loggers { get; }

    /// <summary>The port <see cref="IMountTable"/>.</summary>
    public MountTable Table { get; }

    /// <summary>The port <see cref="IMounter"/>.</summary>
    public LinuxMounter Mounter { get; }

    /// <summary>The port <see cref="IFileSystemProbe"/>.</summary>
    public FileSystemProbe Probe { get; }

    /// <summary>Runs what changes mounts.</summary>
    public BlockingCallRunner Runner { get; }

    /// <summary>Runs questions to file systems.</summary>
    public BlockingCallRunner ProbeRunner { get; }

    public TargetPaths Paths { get; }

    public PublishStore Store { get; }

    public void Dispose() => Store.Dispose();
}
