namespace CsiHost.Rpc.Wire;

/// <summary>
/// The methods of one endpoint, found by the exact path. A service given by a function is bound when the first call for it comes: a node's
/// socket hardly ever sees half of the services, and binding all of them would be a third of a start.
/// </summary>
internal sealed class UnaryServiceTable
{
    private readonly Lock _turn = new();
    private readonly Dictionary<string, Func<IEnumerable<UnaryMethod>>> _unbound;

    // A plain dictionary: a frozen one costs more to build than a process of this size ever wins back. Replaced as a whole, never changed.
    private volatile Dictionary<string, UnaryMethod> _methods = new(StringComparer.Ordinal);

    public UnaryServiceTable(params IEnumerable<UnaryMethod> methods)
    {
        _unbound = [];
        _methods = With(methods);
    }

    /// <param name="services">The methods of each service by its full name, as in <c>csi.v1.Node</c>.</param>
    public UnaryServiceTable(IReadOnlyDictionary<string, Func<IEnumerable<UnaryMethod>>> services) => _unbound = new(services, StringComparer.Ordinal);

    /// <summary>Binds every service.</summary>
    public IReadOnlyCollection<string> Paths
    {
        get
        {
            lock (_turn)
            {
                foreach (var service in _unbound.Keys.ToArray())
                    Bind(service);
                return _methods.Keys;
            }
        }
    }

    public UnaryMethod? Find(string path) => _methods.GetValueOrDefault(path) ?? FindUnbound(path);

    private UnaryMethod? FindUnbound(string path)
    {
        var end = path.LastIndexOf('/');
        if (end < 1)
            return null;
        lock (_turn)
        {
            Bind(path[1..end]);
            return _methods.GetValueOrDefault(path);
        }
    }

    private void Bind(string service)
    {
        if (_unbound.Remove(service, out var create))
            _methods = With(create());
    }

    private Dictionary<string, UnaryMethod> With(IEnumerable<UnaryMethod> methods)
    {
        var all = new Dictionary<string, UnaryMethod>(_methods, StringComparer.Ordinal);
        foreach (var method in methods)
        {
            if (!all.TryAdd(method.Path, method))
                throw new ArgumentException($"method {method.Path} is offered twice", nameof(methods));
        }

        return all;
    }
}
