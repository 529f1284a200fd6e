using System.Security.Cryptography;
using CsiHost.Abstractions.Errors;
using CsiHost.Plugins.Efs.Certificates;
using CsiHost.TestKit.Fakes;

namespace CsiHost.Plugins.Efs.Tests.Certificates;

public sealed class ClientKeyTests
{
    [Fact]
    public async Task GetAsync_WithoutFile_MakesOneThatOnlyRootReads()
    {
        using var folder = new TemporaryFolder();
        var path = Path.Combine(folder.Path, "efs", "privateKey.pem");
        var key = await new ClientKey(path).GetAsync();
        key.KeySize.ShouldBe(3072);
        File.GetUnixFileMode(path).ShouldBe(UnixFileMode.UserRead);
        File.ReadAllText(path).ShouldStartWith("-----BEGIN PRIVATE KEY-----");
        Directory.GetFiles(Path.GetDirectoryName(path)!).ShouldBe([path]);
        (await new ClientKey(path).GetAsync()).ExportRSAPublicKey().ShouldBe(key.ExportRSAPublicKey());
    }

    [Theory]
    [InlineData("")]
    [InlineData("\n")]
    public async Task GetAsync_EmptyFile_IsMadeAnew(string content)
    {
        using var folder = new TemporaryFolder();
        var path = Path.Combine(folder.Path, "privateKey.pem");
        await File.WriteAllTextAsync(path, content);
        (await new ClientKey(path).GetAsync()).KeySize.ShouldBe(3072);
    }

    [Fact]
    public async Task GetAsync_ForeignKey_IsUsed()
    {
        using var folder = new TemporaryFolder();
        using var given = RSA.Create(2048);
        var path = Path.Combine(folder.Path, "privateKey.pem");
        await File.WriteAllTextAsync(path, given.ExportRSAPrivateKeyPem());
        (await new ClientKey(path).GetAsync()).ExportRSAPublicKey().ShouldBe(given.ExportRSAPublicKey());
    }

    [Fact]
    public async Task GetAsync_NoKeyInTheFile_SaysWhichFileAndLeavesIt()
    {
        using var folder = new TemporaryFolder();
        var path = Path.Combine(folder.Path, "privateKey.pem");
        await File.WriteAllTextAsync(path, "no key");
        var sut = new ClientKey(path);
        var error = await Should.ThrowAsync<CsiException>(sut.GetAsync);
        error.Kind.ShouldBe(CsiErrorKind.FailedPrecondition);
        error.Message.ShouldContain(path);
        File.ReadAllText(path).ShouldBe("no key");
    }
}
