using System.Runtime.InteropServices;

namespace CsiHost.Native;

/// <summary>A null-terminated array of C strings, such as argv.</summary>
internal sealed unsafe class NativeStrings
{
    private readonly int _count;

    public NativeStrings(IReadOnlyList<string> values)
    {
        _count = values.Count;
        Pointer = (byte**)NativeMemory.AllocZeroed((nuint)(_count + 1), (nuint)sizeof(byte*));
        for (var index = 0; index < _count; index++)
            Pointer[index] = (byte*)Marshal.StringToCoTaskMemUTF8(values[index]);
    }

    public byte** Pointer { get; }

    public void Free()
    {
        for (var index = 0; index < _count; index++)
            Marshal.FreeCoTaskMem((nint)Pointer[index]);
        NativeMemory.Free(Pointer);
    }
}
