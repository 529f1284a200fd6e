using CsiHost.Abstractions.Errors;
using CsiHost.Pipeline;
using CsiHost.Rpc;
using Google.Protobuf;
using Google.Protobuf.Collections;

namespace CsiHost.Tests.Rpc.Services;

public sealed class SecretTests
{
    private const string Marker = "s3cr3t-marker";

    private static readonly string Tokens = $$$"""{"aud":{"token":"{{{Marker}}}","expirationTimestamp":"2031-01-01T00:00:00Z"}}""";

    public static TheoryData<string> Paths => [.. Requests.All.Keys];

    public static TheoryData<string> SecretPaths => [.. Requests.All.Where(entry => HasSecrets(entry.Value())).Select(entry => entry.Key)];

    [Theory]
    [MemberData(nameof(Paths))]
    public async Task SecretsOfAGoodCall_AreInNoLogLine(string path)
    {
        await using var sut = new DriverHarness();

        await sut.CallAsync(path, Marked(path));

        sut.Log.Lines.ShouldContain(line => line.Text.Contains("***", StringComparison.Ordinal) || !HasSecrets(Requests.All[path]()));
        sut.Log.All.ShouldNotContain(Marker);
    }

    [Theory]
    [MemberData(nameof(SecretPaths))]
    public async Task SecretsInAnExceptionOfTheBackend_AreInNoLogLineAndNoMessage(string path)
    {
        foreach (var thrown in new Exception[]
                 {
                     new InvalidOperationException($"login with {Marker} failed", new IOException(Marker)),
                     new CsiException(CsiErrorKind.Unauthenticated, $"{Marker} is refused", new IOException($"because of {Marker}")),
                 })
        {
            await using var sut = new DriverHarness();
            sut.Backend.OnCall = sut.Mounts.OnCall = (_, _) => throw thrown;

            var error = await Record.ExceptionAsync(() => sut.CallAsync(path, Marked(path)));

            error.ShouldBeOfType<CallStatusException>().Message.ShouldNotContain(Marker);
            sut.Log.All.ShouldNotContain(Marker);
        }
    }

    [Fact]
    public async Task BadSecretKey_IsNotShown()
    {
        await using var sut = new DriverHarness();
        var request = Requests.CreateVolume();
        request.Secrets.Add($"{Marker} ", "value");

        var error = await sut.FailAsync(ControllerMethods.CreateVolume, request);

        error.Message.ShouldNotContain(Marker);
    }

    [Fact]
    public async Task UnsupportedMountFlag_IsNamedByItsPlace()
    {
        await using var sut = new DriverHarness();
        sut.Backend.Rules = FakeBackend.AnyMode with { MountFlags = new HashSet<string> { "ro" } };
        var request = Requests.Publish();
        request.VolumeCapability.Mount.MountFlags.AddRange(["ro", Marker]);

        var error = await sut.FailAsync(NodeMethods.NodePublishVolume, request);

        error.Message.ShouldBe("volume_capability.mount.mount_flags[1] is not supported; supported: ro");
        sut.Log.All.ShouldNotContain(Marker);
    }

    // Puts the marker wherever a secret can be.
    private static IMessage Marked(string path)
    {
        var request = Requests.All[path]();
        foreach (var field in request.Descriptor.Fields.InDeclarationOrder().Where(field => field.IsMap))
        {
            var map = (MapField<string, string>)field.Accessor.GetValue(request);
            if (field.Name == "secrets")
                map.Add("password", Marker);
            if (field.Name == "volume_context")
                map.Add(KubernetesKeys.Tokens, Tokens);
        }
        if (request is CsiHost.Rpc.Proto.NodePublishVolumeRequest publish)
        {
            publish.VolumeCapability.Mount.MountFlags.Add("vers=4");
            publish.Secrets.Add(KubernetesKeys.Tokens, Tokens);
        }
        return request;
    }

    private static bool HasSecrets(IMessage request) => request.Descriptor.FindFieldByName("secrets") is not null;
}
