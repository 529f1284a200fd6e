using System.Globalization;
using CsiHost.Plugins.S3.Attachments;

namespace CsiHost.Plugins.S3.Controller.State;

/// <summary>
/// The objects of a collection as the watch tells them, ahead of it by what this process wrote itself: an object is known from the moment the
/// server stored it. So nothing has to be expected, and no expectation can be left behind. What was written and never comes back by the watch
/// (somebody deleted it at once) is listed by <see cref="Unconfirmed"/> and asked for by name.
/// </summary>
internal sealed class ObservedStore<T>(Action<T?, T?> changed)
    where T : class, IApiObject
{
    private readonly Dictionary<ObjectKey, T> _items = [];
    private readonly Dictionary<ObjectKey, long> _unconfirmed = [];

    public IReadOnlyCollection<T> Values => _items.Values;

    public T? Find(ObjectKey key) => _items.GetValueOrDefault(key);

    /// <summary>Takes what the watch says.</summary>
    public void Observe(T item)
    {
        _unconfirmed.Remove(item.Key);
        Set(item);
    }

    public void ObserveDeleted(T item) => Remove(item.Key, item.Uid);

    /// <summary>Takes what the server answered to a write of ours.</summary>
    public void Remember(T item, long now)
    {
        if (!_items.ContainsKey(item.Key))
            _unconfirmed[item.Key] = now;
        Set(item);
    }

    /// <summary>Takes that an object is gone; another one of the same name stays.</summary>
    public void Remove(ObjectKey key, string uid)
    {
        if (!_items.TryGetValue(key, out var known) || known.Uid != uid)
            return;
        _items.Remove(key);
        _unconfirmed.Remove(key);
        changed(known, null);
    }

    /// <summary>Objects of ours that the watch has not shown since a time.</summary>
    public IReadOnlyList<T> Unconfirmed(long before) =>
        [.. _unconfirmed.Where(entry => entry.Value <= before).Select(entry => _items[entry.Key])];

    private void Set(T item)
    {
        var known = _items.GetValueOrDefault(item.Key);
        if (known is not null && known.Uid == item.Uid && IsOlder(item, known))
            return;
        _items[item.Key] = item;
        changed(known, item);
    }

    /// <summary>
    /// An echo of something that is known in a later version. Only spares work: acting on an old version ends in a conflict. Versions are compared as
    /// numbers where they are numbers, which is what API servers make them.
    /// </summary>
    private static bool IsOlder(T item, T known) =>
        ulong.TryParse(item.ResourceVersion, CultureInfo.InvariantCulture, out var version)
        && ulong.TryParse(known.ResourceVersion, CultureInfo.InvariantCulture, out var knownVersion)
        && version < knownVersion;
}
