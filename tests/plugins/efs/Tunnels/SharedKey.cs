using System.Security.Cryptography;
using CsiHost.TestKit.Fakes;

namespace CsiHost.Plugins.Efs.Tests.Tunnels;

/// <summary>A client key for all tests, and a range of ports for each.</summary>
public sealed class SharedKey : IDisposable
{
    private const int PortsPerTest = 40;
    private readonly TemporaryFolder _folder = new();
    private int _next = 22000;

    public SharedKey()
    {
        using var key = RSA.Create(2048);
        File.WriteAllText(Path, key.ExportPkcs8PrivateKeyPem());
    }

    public string Path => _folder["privateKey.pem"];

    public (int First, int End) NextPorts()
    {
        var first = Interlocked.Add(ref _next, PortsPerTest);
        return (first, first + PortsPerTest);
    }

    public void Dispose() => _folder.Dispose();
}
