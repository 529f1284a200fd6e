using System.Net.Security;
using System.Security.Authentication;
using CsiHost.Abstractions.Crypto;
using CsiHost.Abstractions.Mounts;
using CsiHost.Abstractions.Ports;
using CsiHost.Plugins.Efs.Tunnels;

namespace CsiHost.TunnelBench;

/// <summary>What the host gives a plugin, as far as in-process tunnels use it: state in a folder, an empty mount table, TLS 1.2 and 1.3.</summary>
internal sealed class BenchPorts(string folder) : IStateStore, IMountTable, ICryptoPolicy, IProcessSupervisor, ITunnelSettings
{
    public IReadOnlyDictionary<string, string> ChildEnvironment { get; } = new Dictionary<string, string>();

    public TunnelSettings Read(bool isS3Files) => new()
    {
        StateDirectory = Path.Combine(folder, "efs"),
        KeyFile = Path.Combine(folder, "privateKey.pem"),
        ClientSource = "k8s",
        ClientVersion = "1",
        Ports = (23000, 24000),
    };

    public ValueTask<byte[]?> ReadAsync(string name, CancellationToken cancellationToken) => ValueTask.FromResult<byte[]?>(null);

    public ValueTask WriteAsync(string name, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        // As the host does it, but for the flush of the folder.
        var temporary = Path.Combine(folder, name + ".tmp");
        using (var file = new FileStream(temporary, FileMode.Create))
        {
            file.Write(content.Span);
            file.Flush(flushToDisk: true);
        }

        File.Move(temporary, Path.Combine(folder, name), overwrite: true);
        return ValueTask.CompletedTask;
    }

    public ValueTask DeleteAsync(string name, CancellationToken cancellationToken)
    {
        File.Delete(Path.Combine(folder, name));
        return ValueTask.CompletedTask;
    }

    public ValueTask<IReadOnlyList<string>> ListAsync(CancellationToken cancellationToken) => ValueTask.FromResult<IReadOnlyList<string>>([]);

    public IReadOnlyList<MountEntry> Read() => [];

    public MountEntry? Find(string path) => null;

    public CryptoPosture Verify() => new() { Policy = "bench", Module = "", Satisfied = true, Evidence = [] };

#pragma warning disable CA5398
    public void Apply(SslClientAuthenticationOptions options) => options.EnabledSslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13;

    public void Apply(SslServerAuthenticationOptions options) => options.EnabledSslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13;
#pragma warning restore CA5398

    public EndpointMode GetEndpointMode(string service, string region) => EndpointMode.Standard;

    public ValueTask<HelperStatus> StartAsync(HelperProcess helper, CancellationToken cancellationToken) => throw new NotSupportedException();

    public ValueTask StopAsync(string name, CancellationToken cancellationToken) => ValueTask.CompletedTask;

    HelperStatus? IProcessSupervisor.Find(string name) => null;

    public ValueTask<ProcessResult> RunAsync(
        string fileName, IReadOnlyList<string> arguments, IReadOnlyDictionary<string, string> environment, CancellationToken cancellationToken) =>
        throw new NotSupportedException();
}
