using System.Collections;

namespace CsiHost.Pipeline.Behaviors;

/// <summary>The log scope of a call, in the form that structured loggers read without a dictionary.</summary>
internal sealed class TraceScope(string plugin, string driver, string rpc, string subject, string callId)
    : IReadOnlyList<KeyValuePair<string, object?>>
{
    public int Count => 5;

    public KeyValuePair<string, object?> this[int index] => index switch
    {
        0 => new("plugin", plugin),
        1 => new("driver", driver),
        2 => new("rpc", rpc),
        3 => new("volume", subject),
        4 => new("call", callId),
        _ => throw new ArgumentOutOfRangeException(nameof(index)),
    };

    public IEnumerator<KeyValuePair<string, object?>> GetEnumerator()
    {
        for (var index = 0; index < Count; index++)
            yield return this[index];
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    public override string ToString() => $"{driver} {rpc} [{callId}] {subject}";
}
