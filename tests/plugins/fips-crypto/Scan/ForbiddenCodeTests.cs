using CsiHost.Plugins.FipsCrypto.Scan;
using CsiHost.TestKit.Fakes;

namespace CsiHost.Plugins.FipsCrypto.Tests.Scan;

public sealed class ForbiddenCodeTests
{
    private static readonly string Here = typeof(ForbiddenCodeTests).Assembly.Location;

    private static readonly IReadOnlyList<string> Found = ForbiddenCode.FindIn(Here);

    [Theory]
    [InlineData("uses System.Security.Cryptography.MD5: ")]
    [InlineData("uses System.Security.Cryptography.DES: ")]
    [InlineData("calls System.Security.Cryptography.ECDsa.Create(ECCurve): ")]
    [InlineData("calls Amazon.Util.AWSSDKUtils.GenerateMD5ChecksumForStream: ")]
    [InlineData("defines CsiHost.Plugins.FipsCrypto.Tests.Scan.RC4Engine: ")]
    public void FindIn_AnAssemblyThatDoesIt_NamesFileAndMember(string text) =>
        Found.Where(find => find.Contains(text, StringComparison.Ordinal)).ShouldHaveSingleItem().ShouldStartWith("CsiHost.Plugins.FipsCrypto.Tests.dll ");

    [Fact]
    public void FindIn_AnAssemblyThatImportsCurveKeys_DoesNotMindThat() =>
        Found.Where(static find => find.Contains("ECDsa", StringComparison.Ordinal)).ShouldHaveSingleItem();

    [Theory]
    [InlineData("lib.so", "is a native library")]
    [InlineData("text.dll", "cannot be read")]
    public void FindIn_WhatIsNoAssembly_IsRefused(string name, string text)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder[name], "not an image");

        ForbiddenCode.FindIn(folder[name]).ShouldHaveSingleItem().ShouldContain(text);
    }

    [Fact]
    public void FindIn_MissingFile_IsRefused() => ForbiddenCode.FindIn("/nowhere/x.dll").ShouldHaveSingleItem().ShouldContain("cannot be read");

    [Theory]
    [InlineData("MD5Managed", true)]
    [InlineData("Md4", true)]
    [InlineData("Sha256", true)]
    [InlineData("ChaCha20Poly1305", true)]
    [InlineData("Sha256Mismatch", false)]
    [InlineData("HashingWrapperMD5", false)]
    [InlineData("Description", false)]
    [InlineData("Descriptor", false)]
    public void IsForbiddenDefinition_OfATypeName_MatchesWholeNamesOfAlgorithms(string type, bool expected) =>
        ForbiddenRules.IsForbiddenDefinition(type).ShouldBe(expected);

    /// <summary>The gate at build: host, plugins and every library they bring, as they lie beside this test.</summary>
    [Theory]
    [InlineData("csi-host.dll")]
    [InlineData("CsiHost.Abstractions.dll")]
    [InlineData("CsiHost.Plugins.*.dll")]
    [InlineData("AWSSDK.*.dll")]
    [InlineData("Google.Protobuf.dll")]
    [InlineData("../../CsiHost/*/OpenTelemetry*.dll")]
    [InlineData("../../CsiHost/*/Scrutor.dll")]
    [InlineData("../../CsiHost/*/Spectre.Console.dll")]
    public void FindIn_WhatWeShip_FindsNothing(string pattern)
    {
        // The host's private libraries do not reach tests; they lie where the host was built, the same way up as here.
        var folder = Path.GetDirectoryName(pattern) is { Length: > 0 }
            ? Path.Combine(AppContext.BaseDirectory, "../../CsiHost", Path.GetFileName(AppContext.BaseDirectory.TrimEnd('/')))
            : AppContext.BaseDirectory;
        var files = Directory.GetFiles(folder, Path.GetFileName(pattern)).Where(file => file != Here).ToArray();

        files.ShouldNotBeEmpty();
        files.SelectMany(ForbiddenCode.FindIn).Where(find => !find.StartsWith("CsiHost.Plugins.FipsCrypto.dll ", StringComparison.Ordinal)).ShouldBeEmpty();
    }

    /// <summary>The policy itself tries MD5, to see it fail.</summary>
    [Fact]
    public void FindIn_ThePolicyItself_FindsOnlyWhatItTries() =>
        ForbiddenCode.FindIn(Path.Combine(AppContext.BaseDirectory, "CsiHost.Plugins.FipsCrypto.dll"))
            .ShouldAllBe(static find => find.Contains("MD5: ", StringComparison.Ordinal));
}
