using System.Text;

namespace CsiHost.Processes;

/// <summary>The last bytes of a child's output, and its lines one by one. Lines longer than the tail are cut into pieces.</summary>
internal sealed class OutputTail(int capacity, Action<string>? onLine = null)
{
    private readonly Lock _gate = new();
    private readonly byte[] _ring = new byte[capacity];
    private readonly byte[] _line = new byte[capacity];
    private int _lineLength;
    private long _written;

    /// <summary>Adds output.</summary>
    public void Append(ReadOnlySpan<byte> bytes)
    {
        lock (_gate)
        {
            foreach (var value in bytes)
            {
                _ring[_written++ % capacity] = value;
                if (value == '\n' || _lineLength == capacity)
                    EndLine();
                if (value != '\n')
                    _line[_lineLength++] = value;
            }
        }
    }

    /// <summary>Reports a last line that has no end.</summary>
    public void Complete()
    {
        lock (_gate)
        {
            if (_lineLength > 0)
                EndLine();
        }
    }

    /// <summary>The tail as text; a character cut in half at its start is dropped.</summary>
    public override string ToString()
    {
        lock (_gate)
        {
            var length = (int)Math.Min(_written, capacity);
            var start = _written - length;
            var bytes = new byte[length];
            for (var index = 0; index < length; index++)
                bytes[index] = _ring[(start + index) % capacity];
            var skip = 0;
            while (start > 0 && skip < Math.Min(3, length) && (bytes[skip] & 0xC0) == 0x80)
                skip++;
            return Encoding.UTF8.GetString(bytes, skip, length - skip);
        }
    }

    private void EndLine()
    {
        onLine?.Invoke(Encoding.UTF8.GetString(_line, 0, _lineLength).TrimEnd('\r'));
        _lineLength = 0;
    }
}
