using CsiHost.Abstractions.Errors;

namespace CsiHost.Mounts;

/// <summary>The mounts being made now, one a path, also those whose caller has given up.</summary>
internal sealed class MountsInFlight
{
    private readonly Lock _gate = new();
    private readonly HashSet<string> _paths = [];

    /// <summary>Claims a path until the ticket is disposed.</summary>
    /// <exception cref="CsiException">A mount there is still running (OperationPending).</exception>
    public Ticket Enter(string path)
    {
        lock (_gate)
        {
            if (!_paths.Add(path))
                throw CsiErrors.OperationPending($"mount point {path}");
        }

        return new Ticket(this, path);
    }

    private void Leave(string path)
    {
        lock (_gate)
            _paths.Remove(path);
    }

    /// <summary>One mount: it is either finished or abandoned, whichever is said first.</summary>
    internal sealed class Ticket(MountsInFlight owner, string path) : IDisposable
    {
        private const int Finished = 1;
        private const int Abandoned = 2;
        private int _outcome;
        private int _left;

        /// <summary>The mount was made. False when its caller had given up before.</summary>
        public bool Finish() => Interlocked.CompareExchange(ref _outcome, Finished, 0) == 0;

        /// <summary>The caller gives up. False when the mount was made before.</summary>
        public bool Abandon() => Interlocked.CompareExchange(ref _outcome, Abandoned, 0) == 0;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _left, 1) == 0)
                owner.Leave(path);
        }
    }
}
