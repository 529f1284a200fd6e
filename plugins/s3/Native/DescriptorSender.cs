using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace CsiHost.Plugins.S3.Native;

/// <summary>Sends bytes with a file descriptor beside them.</summary>
internal static unsafe class DescriptorSender
{
    private const int SocketLevel = 1;
    private const int Rights = 1;
    private const int NoSignal = 0x4000;
    private const int HeaderBytes = 16;
    private const int ControlBytes = 24;

    /// <summary>One sendmsg(2) with everything. The receiver gets a duplicate of the descriptor.</summary>
    /// <exception cref="IOException">It failed, or took a part only.</exception>
    public static void Send(SafeHandle socket, ReadOnlySpan<byte> bytes, SafeFileHandle descriptor)
    {
        var control = stackalloc byte[ControlBytes];
        *(nuint*)control = HeaderBytes + sizeof(int);
        *(int*)(control + 8) = SocketLevel;
        *(int*)(control + 12) = Rights;
        *(int*)(control + HeaderBytes) = (int)descriptor.DangerousGetHandle();
        *(int*)(control + HeaderBytes + sizeof(int)) = 0;
        fixed (byte* data = bytes)
        {
            var block = new DataBlock { Base = data, Length = (nuint)bytes.Length };
            var message = new MessageHeader { Blocks = &block, BlockCount = 1, Control = control, ControlLength = ControlBytes };
            var sent = Libc.SendMessage((int)socket.DangerousGetHandle(), &message, NoSignal);
            if (sent < 0)
                throw new IOException($"sendmsg: {Marshal.GetLastPInvokeErrorMessage()}");
            if (sent != bytes.Length)
                throw new IOException($"sendmsg took {sent} of {bytes.Length} bytes");
        }
    }
}
