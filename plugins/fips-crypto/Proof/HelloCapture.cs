using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography;

namespace CsiHost.Plugins.FipsCrypto.Proof;

/// <summary>
/// Starts a TLS connection to nobody and reads what it offers. This is what goes over the wire: .NET's settings, OpenSSL's configuration and
/// what the module can do, all taken together.
/// </summary>
internal static class HelloCapture
{
    /// <returns>Null when no connection can even be started.</returns>
    public static ClientHello? Capture()
    {
        using var wire = new DeadEnd();
        using var stream = new SslStream(wire);
        var options = new SslClientAuthenticationOptions { TargetHost = "proof.invalid" };
        try
        {
            FipsTls.Apply(options);
            stream.AuthenticateAsClient(options);
        }
        catch (Exception e) when (e is IOException or AuthenticationException or CryptographicException or PlatformNotSupportedException or TypeInitializationException)
        {
            // Nobody answers; by then the offer is written.
        }

        return ClientHello.Parse(wire.Written.ToArray());
    }

    /// <summary>Takes what is written and has nothing to read.</summary>
    private sealed class DeadEnd : Stream
    {
        public MemoryStream Written { get; } = new();

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override void Flush()
        {
        }

        public override int Read(byte[] buffer, int offset, int count) => 0;

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => Written.Write(buffer, offset, count);
    }
}
