using CsiHost.Abstractions.Errors;
using CsiHost.Plugins.Efs.Node;
using CsiHost.Plugins.Efs.Tests.Mounting;

namespace CsiHost.Plugins.Efs.Tests.Node;

public sealed class EfsRootMountTests : IDisposable
{
    private const string Directory = "/var/lib/csi/pv/fsap-1";
    private readonly NodeHarness _sut = new();
    private readonly RootMountRequest _request = new() { FileSystemId = EndpointHarness.FileSystem, Directory = Directory, Options = ["tls", "iam"] };

    public void Dispose() => _sut.Dispose();

    [Fact]
    public async Task Mount_AndUnmount_LeaveNothing()
    {
        await _sut.RootMount.MountAsync(_request, CancellationToken.None);

        _sut.Tunnels.Open[Directory].Iam.ShouldNotBeNull();
        _sut.Kernel.Table.Find(Directory)!.Source.ShouldBe("127.0.0.1:/");

        await _sut.RootMount.UnmountAsync(_request, CancellationToken.None);
        await _sut.RootMount.UnmountAsync(_request, CancellationToken.None);

        _sut.Kernel.Table.Find(Directory).ShouldBeNull();
        _sut.Tunnels.Open.ShouldBeEmpty();
    }

    [Fact]
    public async Task Mount_Failed_ClosesTheTunnel()
    {
        _sut.Kernel.OnOperation = (_, _) => throw new CsiException(CsiErrorKind.FailedPrecondition, "no");

        await Should.ThrowAsync<CsiException>(async () => await _sut.RootMount.MountAsync(_request, CancellationToken.None));

        _sut.Tunnels.Open.ShouldBeEmpty();
    }

    [Fact]
    public async Task Mount_MountPointAlready_IsLeftAlone()
    {
        _sut.Kernel.Table.Add(Directory, "ext4", "/dev/x", "8:2", "/", []);

        await _sut.RootMount.MountAsync(_request, CancellationToken.None);

        _sut.Tunnels.Open.ShouldBeEmpty();
    }

    [Fact]
    public async Task Mount_LeftWithoutItsTunnel_IsMadeAnew()
    {
        var old = _sut.Kernel.Table.Add(Directory, "nfs4", "127.0.0.1:/", "0:9", "/", []);

        await _sut.RootMount.MountAsync(_request, CancellationToken.None);

        _sut.Kernel.Table.Find(Directory)!.Id.ShouldNotBe(old.Id);
        _sut.Tunnels.Open.ShouldContainKey(Directory);
    }

    [Fact]
    public async Task Unmount_StillMounted_IsAnErrorAndKeepsTheTunnel()
    {
        await _sut.RootMount.MountAsync(_request, CancellationToken.None);
        _sut.Kernel.OnOperation = (_, _) => throw new CsiException(CsiErrorKind.FailedPrecondition, "busy");

        await Should.ThrowAsync<CsiException>(async () => await _sut.RootMount.UnmountAsync(_request, CancellationToken.None));

        _sut.Tunnels.Open.ShouldContainKey(Directory);
    }
}
