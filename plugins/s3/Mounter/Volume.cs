using System.Text;
using CsiHost.Plugins.S3.Mounter.Native;

namespace CsiHost.Plugins.S3.Mounter;

/// <summary>One volume of the daemonset mounter: its engine, and its output with the volume's name before each line.</summary>
internal sealed class Volume(string id, EngineProcess engine, int errorCapacity) : IDisposable
{
    private const int MaxLine = 16 * 1024;
    private readonly List<byte> _outputLine = [];
    private readonly List<byte> _errorLine = [];
    private readonly byte[] _prefix = Encoding.UTF8.GetBytes($"[{id}] ");

    public string Id => id;

    public EngineProcess Engine => engine;

    /// <summary>The end of the engine's standard error.</summary>
    public OutputTail Errors { get; } = new(errorCapacity);

    /// <summary>Passes on what was written.</summary>
    public void Forward()
    {
        Span<byte> buffer = stackalloc byte[4096];
        while (engine.Output >= 0 && Descriptor.Wait(0, engine.Output)[0])
            Print(1, _outputLine, buffer[..engine.ReadOutput(buffer)]);
        while (engine.Errors >= 0 && Descriptor.Wait(0, engine.Errors)[0])
        {
            var read = buffer[..engine.ReadErrors(buffer)];
            Errors.Append(read);
            Print(2, _errorLine, read);
        }
    }

    /// <summary>Prints lines that never ended.</summary>
    public void Flush()
    {
        Print(1, _outputLine, _outputLine.Count > 0 ? "\n"u8 : []);
        Print(2, _errorLine, _errorLine.Count > 0 ? "\n"u8 : []);
    }

    public void Dispose() => engine.Dispose();

    private void Print(int descriptor, List<byte> line, ReadOnlySpan<byte> bytes)
    {
        foreach (var value in bytes)
        {
            if (line.Count == 0)
                line.AddRange(_prefix);
            line.Add(value);
            if (value != '\n' && line.Count < MaxLine)
                continue;
            if (value != '\n')
                line.Add((byte)'\n');
            Descriptor.WriteAll(descriptor, [.. line]);
            line.Clear();
        }
    }
}
