using CsiHost.Plugins.FipsCrypto.Proof;

namespace CsiHost.Plugins.FipsCrypto.Tests.Proof;

public sealed class ClientHelloTests
{
    private static readonly byte[] Hello = Record(
        [0x13, 0x02, 0xC0, 0x30, 0x00, 0xFF],
        [.. Extension(10, 0x00, 0x04, 0x00, 0x17, 0x7A, 0x7A), .. Extension(43, 0x04, 0x03, 0x04, 0x03, 0x03)]);

    [Fact]
    public void Parse_Hello_HasVersionsGroupsAndSuites()
    {
        var hello = ClientHello.Parse(Hello)!;

        hello.LowestVersion.ShouldBe(0x0303);
        hello.Groups.ShouldBe(["secp256r1", "group 0x7a7a"]);
        hello.Suites.ShouldBe(["TLS_AES_256_GCM_SHA384", "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384"]);
    }

    [Fact]
    public void Parse_HelloWithoutVersions_HasTheOneOfItsHead() => ClientHello.Parse(Record([0x13, 0x02], []))!.LowestVersion.ShouldBe(0x0303);

    [Fact]
    public void Parse_AnyBeginningOfAHello_IsNone()
    {
        for (var length = 0; length < Hello.Length; length++)
            ClientHello.Parse(Hello.AsSpan(0, length)).ShouldBeNull();
    }

    [Fact]
    public void Capture_ThisProcess_OffersOnlyThePolicysSuites()
    {
        var hello = HelloCapture.Capture().ShouldNotBeNull();

        hello.Suites.Count.ShouldBe(6);
        hello.Suites.ShouldAllBe(static suite => FipsTls.SuiteNames.Contains(suite));
        hello.LowestVersion.ShouldBe(0x0303);
        hello.Groups.ShouldContain("secp256r1");
    }

    private static byte[] Record(byte[] suites, byte[] extensions)
    {
        byte[] body =
        [
            0x03, 0x03, .. new byte[32], 0x00, 0x00, (byte)suites.Length, .. suites, 0x01, 0x00, 0x00, (byte)extensions.Length, .. extensions,
        ];
        return [22, 3, 1, 0, (byte)(body.Length + 4), 1, 0, 0, (byte)body.Length, .. body];
    }

    private static byte[] Extension(byte kind, params byte[] body) => [0, kind, 0, (byte)body.Length, .. body];
}
