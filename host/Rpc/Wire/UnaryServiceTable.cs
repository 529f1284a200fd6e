namespace CsiHost.Rpc.Wire;

/// <summary>The methods of one endpoint, found by the exact path. Built once and never changed.</summary>
internal sealed class UnaryServiceTable
{
    // A plain dictionary: a frozen one costs more to build than a process of this size ever wins back.
    private readonly Dictionary<string, UnaryMethod> _methods = new(StringComparer.Ordinal);

    public UnaryServiceTable(params IEnumerable<UnaryMethod> methods)
    {
        foreach (var method in methods)
        {
            if (!_methods.TryAdd(method.Path, method))
                throw new ArgumentException($"method {method.Path} is offered twice", nameof(methods));
        }
    }

    public IReadOnlyCollection<string> Paths => _methods.Keys;

    public UnaryMethod? Find(string path) => _methods.GetValueOrDefault(path);
}
