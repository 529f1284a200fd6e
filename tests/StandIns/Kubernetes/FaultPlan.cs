namespace CsiHost.StandIns.Kubernetes;

/// <summary>The faults still to come.</summary>
public sealed class FaultPlan
{
    private readonly Lock _gate = new();
    private readonly List<Fault> _faults = [];

    /// <summary>Decides for each request that no planned fault hits; for faults drawn at random.</summary>
    public Func<RequestRecord, Fault?>? Decide { get; set; }

    /// <summary>How many requests can still be hit by planned faults.</summary>
    public int Left
    {
        get
        {
            lock (_gate)
                return _faults.Sum(fault => fault.Times);
        }
    }

    public void Add(Fault fault)
    {
        lock (_gate)
            _faults.Add(fault);
    }

    internal Fault? Take(RequestRecord request)
    {
        lock (_gate)
        {
            var index = _faults.FindIndex(fault => fault.Times > 0 && fault.When(request));
            if (index < 0)
                return Decide?.Invoke(request);
            var fault = _faults[index];
            _faults[index] = fault with { Times = fault.Times - 1 };
            return fault;
        }
    }
}
