using System.Buffers;
using System.Runtime.InteropServices;
using CsiHost.Plugins.Local.Native;
using Microsoft.Win32.SafeHandles;

namespace CsiHost.Plugins.Local.Trees;

/// <summary>
/// Copies the data of files in the cheapest way that works: a reflink (no data moves), else range by range inside the kernel with holes kept,
/// else through a buffer. What a file system refuses once is not tried again in the same copy.
/// </summary>
internal sealed class FileCopier(CancellationToken cancellationToken)
{
    private const nuint CloneRequest = 0x40049409; // FICLONE
    private const int SeekData = 3;
    private const int SeekHole = 4;
    private const long Piece = 16 * 1024 * 1024; // how much passes between two looks at the token
    private bool _tryClone = true;
    private bool _tryRange = true;

    public void Copy(SafeFileHandle from, SafeFileHandle to, long size)
    {
        if (size == 0 || TryClone(from, to))
            return;
        for (var offset = 0L; offset < size && TryFindData(from, offset, size, out var start, out var end); offset = end)
            CopyData(from, to, start, end);
        RandomAccess.SetLength(to, size); // a hole at the end
    }

    private bool TryClone(SafeFileHandle from, SafeFileHandle to)
    {
        if (!_tryClone)
            return false;
        if (Libc.Control(to, CloneRequest, from.DangerousGetHandle()) == 0)
            return true;
        if (LocalErrors.IsFull(Marshal.GetLastPInvokeError()))
            throw Errno.Last("clone a file");
        _tryClone = false;
        return false;
    }

    private static bool TryFindData(SafeFileHandle file, long offset, long size, out long start, out long end)
    {
        end = size;
        start = Libc.Seek(file, offset, SeekData);
        if (start >= 0)
        {
            var hole = Libc.Seek(file, start, SeekHole);
            end = hole < 0 ? size : Math.Min(hole, size);
            return start < size;
        }

        start = offset;
        return Marshal.GetLastPInvokeError() != Errno.NoSuchDevice; // ENXIO: only a hole is left; anything else: holes are not told
    }

    private void CopyData(SafeFileHandle from, SafeFileHandle to, long start, long end)
    {
        while (start < end)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var length = Math.Min(Piece, end - start);
            var copied = _tryRange ? CopyRange(from, to, start, length) : CopyBuffered(from, to, start, length);
            if (copied == 0)
                return; // the file became shorter
            if (copied > 0)
                start += copied;
        }
    }

    /// <returns>The number of bytes; negative when ranges do not work here.</returns>
    private long CopyRange(SafeFileHandle from, SafeFileHandle to, long start, long length)
    {
        var (fromOffset, toOffset) = (start, start);
        var copied = Libc.CopyRange(from, ref fromOffset, to, ref toOffset, (nuint)length, 0);
        if (copied >= 0)
            return copied;
        if (Marshal.GetLastPInvokeError() is not (Errno.CrossDevice or Errno.InvalidArgument or Errno.NotImplemented or Errno.NotSupported))
            throw Errno.Last("copy a file");
        _tryRange = false;
        return -1;
    }

    private static long CopyBuffered(SafeFileHandle from, SafeFileHandle to, long start, long length)
    {
        var buffer = ArrayPool<byte>.Shared.Rent((int)Math.Min(length, 1024 * 1024));
        try
        {
            var wanted = (int)Math.Min(length, buffer.Length);
            var read = RandomAccess.Read(from, buffer.AsSpan(0, wanted), start);
            RandomAccess.Write(to, buffer.AsSpan(0, read), start);
            return read;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
