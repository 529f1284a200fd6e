using System.Diagnostics.CodeAnalysis;

namespace CsiHost.Plugins.S3.Controller.State;

/// <summary>Finds objects by something that several of them have.</summary>
internal sealed class MultiIndex<TBy, TItem>
    where TBy : notnull
    where TItem : notnull
{
    private readonly Dictionary<TBy, HashSet<TItem>> _items = [];

    public IReadOnlyCollection<TBy> Keys => _items.Keys;

    public IReadOnlyCollection<TItem> this[TBy by] => _items.TryGetValue(by, out var found) ? found : [];

    public void Add(TBy by, TItem item)
    {
        if (!_items.TryGetValue(by, out var set))
            _items[by] = set = [];
        set.Add(item);
    }

    [SuppressMessage("Performance", "CA1868", Justification = "An empty set has to go.")]
    public void Remove(TBy by, TItem item)
    {
        if (_items.TryGetValue(by, out var set) && set.Remove(item) && set.Count == 0)
            _items.Remove(by);
    }
}
