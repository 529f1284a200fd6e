using System.Reflection;
using CsiHost.Pipeline;
using CsiHost.Rpc;
using CsiHost.Rpc.Proto;
using CsiHost.Rpc.Wire;
using CsiHost.TestKit.Fakes;
using Microsoft.Extensions.Logging.Abstractions;

namespace CsiHost.InteropTests;

/// <summary>gRPC clients that others wrote, each with every authority that clients are known to send over a socket.</summary>
[Trait("tier", "conformance")]
public sealed class ClientTests : IAsyncLifetime, IDisposable
{
    private const int CasesOfAClient = 5;

    private static readonly string[] Authorities =
    [
        "-",
        "localhost",
        "csi.sock",
        "/csi/csi.sock",
        "%2Fcsi%2Fcsi.sock",
        "unix:/csi/csi.sock",
        "%2Fvar%2Flib%2Fkubelet%2Fplugins_registry%2Fefs.csi.aws.com-reg.sock",
    ];

    private static readonly string Root =
        typeof(ClientTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(data => data.Key == "Root").Value!;

    private readonly TemporaryFolder _folder = new();
    private readonly WireServer _server;

    public ClientTests()
    {
        var endpoint = new WireEndpoint { SocketPath = _folder["csi.sock"], Tag = "interop", Services = Services };
        _server = new WireServer([endpoint], TimeProvider.System, NullLoggerFactory.Instance);
    }

    private static UnaryServiceTable Services { get; } = new(
        IdentityMethods.Probe.Bind((_, _, _) => ValueTask.FromResult(new ProbeResponse { Ready = true })),
        IdentityMethods.GetPluginInfo.Bind((_, _, _) => throw new CallStatusException(StatusCode.NotFound, "größe 卷 100%\n💾")),
        IdentityMethods.GetPluginCapabilities.Bind(async (_, _, cancellationToken) =>
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken);
            return new GetPluginCapabilitiesResponse();
        }),
        ControllerMethods.ListVolumes.Bind((request, _, _) => ValueTask.FromResult(new ListVolumesResponse { NextToken = request.StartingToken })));

    public Task InitializeAsync() => _server.StartAsync(CancellationToken.None);

    public async Task DisposeAsync() => await _server.DisposeAsync();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task PythonGrpcio_EveryAuthority_IsAnswered()
    {
        var protos = Path.Combine(Root, "host", "Protos");
        Check(await ClientProcess.RunAsync("protoc", "-I", protos, "--python_out", _folder.Path, "csi.proto"), 0);
        var plugin = Path.Combine("/usr/bin", "grpc_python_plugin");
        Check(await ClientProcess.RunAsync("protoc", "-I", protos, $"--plugin=protoc-gen-grpc={plugin}", "--grpc_out", _folder.Path, "csi.proto"), 0);

        // Debian's interpreter, since another one on PATH lacks Debian's packages.
        Check(await ClientProcess.RunAsync("/usr/bin/python3", [Script("client.py"), _folder["csi.sock"], _folder.Path, .. Authorities]));
    }

    [Fact]
    public async Task GrpcJs_EveryAuthority_IsAnswered() =>
        Check(await ClientProcess.RunAsync("node", [Script("client.js"), _folder["csi.sock"], Path.Combine(Root, "host", "Protos", "csi.proto"), .. Authorities]));

    private static string Script(string name) => Path.Combine(Root, "tests", "interop", name);

    private static void Check(ClientProcess client, int? cases = null)
    {
        client.ExitCode.ShouldBe(0, client.Output);
        client.Output.Split('\n').Count(line => line.StartsWith("ok ", StringComparison.Ordinal)).ShouldBe(cases ?? Authorities.Length * CasesOfAClient, client.Output);
    }
}
