using System.Net.Sockets;

namespace CsiHost.Plugins.Efs.Tests.Tunnels;

/// <summary>What a client does with its connection.</summary>
internal static class Wire
{
    public static async Task SendAsync(this Socket socket, byte[] bytes)
    {
        for (var sent = 0; sent < bytes.Length;)
            sent += await socket.SendAsync(bytes.AsMemory(sent), SocketFlags.None);
    }

    public static async Task<byte[]> ReceiveAsync(this Socket socket, int count)
    {
        var bytes = new byte[count];
        for (var received = 0; received < count;)
        {
            var read = await socket.ReceiveAsync(bytes.AsMemory(received), SocketFlags.None);
            if (read == 0)
                throw new EndOfStreamException($"the connection ended after {received} of {count} bytes");
            received += read;
        }

        return bytes;
    }

    /// <summary>Sends, and takes the same back.</summary>
    public static async Task<bool> EchoesAsync(this Socket socket, byte[] bytes)
    {
        var send = socket.SendAsync(bytes);
        var received = await socket.ReceiveAsync(bytes.Length);
        await send;
        return received.AsSpan().SequenceEqual(bytes);
    }

    /// <summary>Whether the connection ends, in order or not, without another byte.</summary>
    public static async Task<bool> EndsAsync(this Socket socket)
    {
        try
        {
            return await socket.ReceiveAsync(new byte[1].AsMemory(), SocketFlags.None) == 0;
        }
        catch (SocketException)
        {
            return true;
        }
    }

    /// <summary>All of these, and maybe more.</summary>
    public static void ShouldBeSupersetOf(this IEnumerable<string> actual, IEnumerable<string> expected) => expected.ShouldBeSubsetOf(actual);

    /// <summary>Waits for what another task brings about; only a test that fails comes to the end of its patience.</summary>
    public static async Task UntilAsync(Func<bool> condition)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (!condition())
            await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System, patience.Token);
    }
}
