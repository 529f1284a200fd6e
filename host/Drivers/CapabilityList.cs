namespace CsiHost.Drivers;

/// <summary>
/// Collects capabilities. A list of our own, since the framework's collections over an enum of ours are compiled at start, and start-up time
/// is counted.
/// </summary>
internal sealed class CapabilityList<T>(int size)
    where T : struct, Enum
{
    private readonly T[] _items = new T[size];

    public int Count { get; private set; }

    public void Add(T capability, bool isOffered)
    {
        if (isOffered)
            _items[Count++] = capability;
    }

    public T[] ToArray()
    {
        var items = new T[Count];
        Array.Copy(_items, items, Count);
        return items;
    }
}
