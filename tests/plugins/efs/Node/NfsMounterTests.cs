using CsiHost.Abstractions.Errors;
using CsiHost.Abstractions.Ports;
using CsiHost.Plugins.Efs.Node;

namespace CsiHost.Plugins.Efs.Tests.Node;

public sealed class NfsMounterTests : IDisposable
{
    private readonly NodeHarness _sut = new();
    private readonly NfsMount _mount = new() { Target = NodeHarness.Target, Path = "/", Server = "10.0.0.5", Address = "10.0.0.5", Options = ["hard"], Attempts = 3 };
    private int _attempts;

    public void Dispose() => _sut.Dispose();

    public static TheoryData<string, CsiErrorKind, bool, int, CsiErrorKind?> Failures => new()
    {
        { "mount /t: Connection reset by peer (ECONNRESET)", CsiErrorKind.Unavailable, false, 2, null },
        { "mount /t: Connection reset by peer (ECONNRESET)", CsiErrorKind.Unavailable, false, 9, CsiErrorKind.Unavailable },
        { "mount /t: Permission denied (EACCES)", CsiErrorKind.PermissionDenied, true, 2, null },
        { "mount /t: Permission denied (EACCES)", CsiErrorKind.PermissionDenied, true, 9, CsiErrorKind.PermissionDenied },
        { "mount /t: Permission denied (EACCES)", CsiErrorKind.PermissionDenied, false, 1, CsiErrorKind.PermissionDenied },
        { "mount /t: No such file or directory (ENOENT)", CsiErrorKind.NotFound, true, 1, CsiErrorKind.NotFound },
        { "mount /t: No such device (ENODEV)", CsiErrorKind.FailedPrecondition, true, 1, CsiErrorKind.FailedPrecondition },
        { "mount /t: Connection timed out (ETIMEDOUT)", CsiErrorKind.Unavailable, true, 1, CsiErrorKind.Unavailable },
    };

    [Theory]
    [MemberData(nameof(Failures))]
    public async Task Mount_Failure_IsTriedAgainWhenItMayPass(string message, CsiErrorKind kind, bool hasAccessPoint, int failures, CsiErrorKind? expected)
    {
        _sut.Kernel.OnOperation = (_, _) =>
        {
            if (++_attempts <= failures)
                throw new CsiException(kind, message);
        };

        var outcome = await OutcomeAsync(_mount with { RetriesRefusal = hasAccessPoint });

        outcome.ShouldBe(expected);
        _attempts.ShouldBe(Math.Min(3, expected is null ? failures + 1 : failures));
    }

    [Fact]
    public async Task Mount_RetriesSwitchedOff_TriesOnce()
    {
        _sut.Kernel.OnOperation = (_, _) => throw new CsiException(CsiErrorKind.Unavailable, $"reset by peer {++_attempts}");

        await OutcomeAsync(_mount with { Attempts = 1 });

        _attempts.ShouldBe(1);
    }

    [Theory]
    [InlineData(0, 0.0, 1000)]
    [InlineData(0, 0.5, 1500)]
    [InlineData(1, 0.0, 1500)]
    [InlineData(2, 0.25, 2500)]
    public void Pause_Attempt_Grows(int attempt, double random, int milliseconds) =>
        NfsMounter.Pause(attempt, random).TotalMilliseconds.ShouldBe(milliseconds);

    [Fact]
    public async Task Mount_MountedAlready_DoesNothing()
    {
        _sut.Kernel.Table.Add(NodeHarness.Target, "nfs4", "127.0.0.1:/", "0:9", "/", []);
        _sut.Kernel.OnOperation = (_, _) => _attempts++;

        await OutcomeAsync(_mount);

        _attempts.ShouldBe(0);
    }

    [Fact]
    public async Task Mount_OverAnotherFileSystem_Mounts()
    {
        _sut.Kernel.Table.Add(NodeHarness.Target, "tmpfs", "tmpfs", "0:9", "/", []);

        await OutcomeAsync(_mount);

        _sut.Kernel.Table.Find(NodeHarness.Target)!.FileSystemType.ShouldBe("nfs4");
    }

    [Fact]
    public async Task Mount_TunnelNotOpen_IsAnErrorThatSaysSo() =>
        (await Should.ThrowAsync<CsiException>(async () => await _sut.Mounter.MountAsync(_mount with { Server = null }, CancellationToken.None)))
            .Message.ShouldContain("tunnel");

    [Fact]
    public async Task Mount_Refused_NamesPolicyAndRole()
    {
        _sut.Kernel.OnOperation = (_, _) => throw new CsiException(CsiErrorKind.PermissionDenied, "mount: EACCES");

        (await Should.ThrowAsync<CsiException>(async () => await _sut.Mounter.MountAsync(_mount, CancellationToken.None)))
            .Message.ShouldStartWith("access denied by server");
    }

    [Theory]
    [InlineData("hard", "15360")]
    [InlineData("rsize=2097152", "30720")]
    public async Task Mount_Succeeded_RaisesReadAhead(string option, string expected)
    {
        Directory.CreateDirectory(_sut.Folder["bdi", "0:101"]);

        await OutcomeAsync(_mount with { RaisesReadAhead = true, Options = [option] });

        File.ReadAllText(_sut.Folder["bdi", "0:101", "read_ahead_kb"]).ShouldBe(expected);
    }

    [Fact]
    public async Task Mount_ReadAheadNotWritable_IsLoggedOnly()
    {
        (await OutcomeAsync(_mount with { RaisesReadAhead = true })).ShouldBeNull();

        _sut.Logs.Lines.ShouldContain(line => line.Text.Contains("read-ahead"));
    }

    [Theory]
    [InlineData("5.3.18", false)]
    [InlineData("5.4.0-150-generic", true)]
    [InlineData("6.1.0.0", true)]
    [InlineData("rubbish", false)]
    [InlineData("", false)]
    public void ReadAhead_Kernel_Decides(string release, bool expected) => ReadAhead.IsNeeded(release).ShouldBe(expected);

    [Fact]
    public async Task Mount_InANetworkNamespace_IsMadeByTheHelper()
    {
        string[] command = [];
        _sut.Processes.Runs = (file, arguments) =>
        {
            command = [file, .. arguments];
            return new ProcessResult { ExitCode = 0, Output = "", Error = "" };
        };

        await OutcomeAsync(_mount with { NetworkNamespace = "/run/netns/a b" });

        command.ShouldBe(["/usr/bin/nsenter", "--net=/run/netns/a b", "/sbin/mount.nfs4", "10.0.0.5:/", NodeHarness.Target, "-o", "hard"]);
    }

    [Theory]
    [InlineData("mount.nfs4: access denied by server while mounting", true, 3)]
    [InlineData("mount.nfs4: access denied by server while mounting", false, 1)]
    [InlineData("mount.nfs4: Connection reset by peer", false, 3)]
    [InlineData("mount.nfs4: something else", true, 1)]
    public async Task Mount_HelperFails_IsTriedAgainWhenItMayPass(string error, bool hasAccessPoint, int attempts)
    {
        _sut.Processes.Runs = (_, _) => new ProcessResult { ExitCode = ++_attempts + 31, Output = "", Error = error };

        await OutcomeAsync(_mount with { NetworkNamespace = "/run/netns/x", RetriesRefusal = hasAccessPoint });

        _attempts.ShouldBe(attempts);
    }

    private async Task<CsiErrorKind?> OutcomeAsync(NfsMount mount)
    {
        try
        {
            await _sut.Mounter.MountAsync(mount, CancellationToken.None);
            return null;
        }
        catch (CsiException exception)
        {
            return exception.Kind;
        }
    }
}
