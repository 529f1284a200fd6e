using CsiHost.Abstractions.Errors;
using CsiHost.Abstractions.Mounts;
using CsiHost.Mounts;
using CsiHost.Native;
using CsiHost.Tests.Mounts.Rig;

namespace CsiHost.Tests.Mounts;

[Trait("tier", "functional")]
public sealed class MounterTests : MountTest
{
    private string Point => Rig.Folder + "/point";

    [Fact]
    public async Task MountAsync_ByHelper_RunsItWithSourceTargetAndOptions()
    {
        Helper("exec /usr/bin/mount -t tmpfs -o \"$4\" \"$1\" \"$2\"");
        await Rig.Services.Mounter.MountAsync(HelperStep("size=1m", "ro"), default);

        var entry = Rig.Table.Find(Point).ShouldNotBeNull();
        entry.Source.ShouldBe("what ever");
        entry.IsReadOnly.ShouldBeTrue();
    }

    [Fact]
    public async Task MountAsync_HelperFails_SaysWhatItSaid()
    {
        Helper("echo 'server refused' >&2; exit 32");
        var error = await Should.ThrowAsync<CsiException>(Rig.Services.Mounter.MountAsync(HelperStep(), default).AsTask());
        error.Message.ShouldContain("exit code 32: server refused");
    }

    [Theory]
    [InlineData("rigtest", "a,b", CsiErrorKind.InvalidArgument)]
    [InlineData("../evil", "ro", CsiErrorKind.InvalidArgument)]
    [InlineData("missing", "ro", CsiErrorKind.FailedPrecondition)]
    public async Task MountAsync_BadHelperRequest_IsRefused(string type, string option, CsiErrorKind kind)
    {
        Helper("exit 0");
        var error = await Should.ThrowAsync<CsiException>(
            Rig.Services.Mounter.MountAsync(HelperStep(option) with { FileSystemType = type }, default).AsTask());
        error.Kind.ShouldBe(kind);
    }

    [Fact]
    public async Task BindAsync_RecursiveReadOnly_CoversWhatIsMountedBelow()
    {
        var source = Rig.Volume("a");
        Directory.CreateDirectory(source + "/inner");
        MountCalls.Mount("inner", source + "/inner", "tmpfs", MountFlags.None, null, source);

        await Rig.Services.Mounter.BindAsync(
            new BindMountStep { Source = source, Target = Point, Recursive = true, ReadOnly = true, Options = ["noexec"] }, default);

        foreach (var path in new[] { Point, Point + "/inner" })
        {
            Should.Throw<IOException>(() => File.WriteAllText(path + "/x", ""));
            Rig.Table.Find(path)!.Options.ShouldContain("noexec");
        }

        File.WriteAllText(source + "/inner/x", "the source stays writable");
    }

    [Fact]
    public async Task BindAsync_NoSource_IsNotFoundAndMakesNothing()
    {
        var error = await Should.ThrowAsync<CsiException>(
            Rig.Services.Mounter.BindAsync(new BindMountStep { Source = Rig.Folder + "/none", Target = Point }, default).AsTask());
        error.Kind.ShouldBe(CsiErrorKind.NotFound);
        Directory.Exists(Point).ShouldBeFalse();
    }

    [Fact]
    public async Task MountAsync_CallerGivesUp_LeavesNothingMounted()
    {
        using var cancel = new CancellationTokenSource();
        await cancel.CancelAsync();

        // The call goes on without its caller; whichever comes first, the mount is either reported as made or undone.
        var made = true;
        try
        {
            await Rig.Services.Mounter.MountAsync(new FileSystemMountStep { Source = "s", Target = Point, FileSystemType = "tmpfs" }, cancel.Token);
        }
        catch (OperationCanceledException)
        {
            made = false;
        }

        await Eventually.IsTrue(() => Rig.Services.Runner.Running == 0, "the call ended");
        (Rig.Table.Find(Point) is not null).ShouldBe(made);
    }

    [Fact]
    public void Enter_PathOfARunningMount_IsPendingUntilItEnds()
    {
        var sut = new MountsInFlight();
        var first = sut.Enter("/p");
        Should.Throw<CsiException>(() => sut.Enter("/p")).Kind.ShouldBe(CsiErrorKind.OperationPending);
        sut.Enter("/q").Dispose();

        first.Abandon().ShouldBeTrue();
        first.Finish().ShouldBeFalse("its caller has gone, so the mount must be undone");
        Should.Throw<CsiException>(() => sut.Enter("/p"));
        first.Dispose();

        var second = sut.Enter("/p");
        first.Dispose();
        Should.Throw<CsiException>(() => sut.Enter("/p"));
        second.Finish().ShouldBeTrue();
        second.Abandon().ShouldBeFalse("it was made, so it counts");
    }

    [Fact]
    public async Task Start_TooManyStuck_IsUnavailableAndFreesWithThem()
    {
        var sut = new BlockingCallRunner(maxThreads: 2);
        using var gate = new ManualResetEventSlim();
        Task<bool>[] stuck = [.. Enumerable.Range(0, 2).Select(_ => sut.Start("wait", () => { gate.Wait(); return true; }))];

        (await Should.ThrowAsync<CsiException>(sut.Start("one more", () => true))).Kind.ShouldBe(CsiErrorKind.Unavailable);
        gate.Set();
        await Task.WhenAll(stuck);

        (await sut.Start("again", () => true)).ShouldBeTrue();
        sut.Running.ShouldBe(0);
    }

    private FileSystemMountStep HelperStep(params string[] options) =>
        new() { Source = "what ever", Target = Point, FileSystemType = "rigtest", Options = options, UseHelper = true };

    private void Helper(string script)
    {
        var file = Rig.Folder + "/mount.rigtest";
        File.WriteAllText(file, "#!/bin/sh\n" + script + "\n");
        File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserExecute);
    }
}
