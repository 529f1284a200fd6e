using CsiHost.S3Engine.Tests.Support;
using CsiHost.StandIns.S3;

namespace CsiHost.S3Engine.Tests.Rows;

/// <summary>The rows about the process: exit codes, signals, background, and what stands in requests.</summary>
[Trait("tier", "functional")]
public sealed class ProcessRows : IAsyncLifetime
{
    private const int Terminate = 15;
    private const int User2 = 12;
    private readonly string _folder = Directory.CreateTempSubdirectory("csi-s3-process-").FullName;
    private S3StandIn _s3 = null!;

    public async Task InitializeAsync() => _s3 = await S3StandIn.StartAsync();

    public async Task DisposeAsync()
    {
        Sys.Unmount(_folder);
        Directory.Delete(_folder, recursive: true);
        await _s3.DisposeAsync();
    }

    [Theory]
    [InlineData("--version", 0, "mount-s3 ")]
    [InlineData("--help", 0, "--allow-delete")]
    [InlineData("", 2, "required")]
    [InlineData("ab /mnt", 2, "bucket")]
    [InlineData("bucket /no/such/folder", 1, "/no/such/folder")]
    [InlineData("bucket /dev/fd/9", 1, "9")]
    [InlineData("bucket /dev/fd/0", 1, "FUSE")]
    [InlineData("bucket /etc/passwd", 1, "file")]
    [InlineData("bucket /proc", 1, "already mounted")]
    [InlineData("bucket /tmp --part-size 1048576", 1, "1048576")]
    [InlineData("bucket /tmp -o foreground", 2, "foreground")]
    public async Task C1toC16_ExitCode_AndMessage(string arguments, int code, string words)
    {
        var result = await EngineProcess.RunAsync(arguments.Split(' ', StringSplitOptions.RemoveEmptyEntries));
        result.Code.ShouldBe(code);
        (code == 0 ? result.Output : result.Errors).ShouldContain(words);
    }

    [Fact]
    public async Task C17_InferredRegion_IsCorrected()
    {
        _s3.Options.Refuse = request => request.Headers["authorization"].Contains("/eu-west-3/", StringComparison.Ordinal) ? default : (400, "AuthorizationHeaderMalformed");
        _s3.RegionHeader = "eu-west-3";
        await using var engine = EngineProcess.Start(Arguments(), new Dictionary<string, string> { ["AWS_REGION"] = "" });
        await engine.MountedAsync();
        _s3.TakeRequests().Count.ShouldBe(2);
    }

    [Fact]
    public async Task C18_WrongRegion_IsAnError()
    {
        _s3.Options.Refuse = _ => (400, "AuthorizationHeaderMalformed");
        _s3.RegionHeader = "eu-west-3";
        var result = await EngineProcess.RunAsync(Arguments("--region", "us-west-1"));
        result.Code.ShouldBe(1);
        result.Errors.ShouldContain("eu-west-3");
        _s3.TakeRequests().Count.ShouldBe(1);
    }

    [Theory]
    [InlineData("AccessDenied", 403, "s3:ListBucket")]
    [InlineData("NoSuchBucket", 404, "does not exist")]
    public async Task C19C20_RefusedProbe_FailsTheMount(string code, int status, string words)
    {
        _s3.Options.Refuse = _ => (status, code);
        var result = await EngineProcess.RunAsync(Arguments());
        result.Code.ShouldBe(1);
        result.Errors.ShouldContain(words);
    }

    [Fact]
    public async Task C21_Background_ServesAfterTheParentEnded()
    {
        var pid = Path.Combine(Path.GetTempPath(), $"engine-{Guid.NewGuid():N}.pid");
        _s3.Store.Put("f", "text");
        var result = await EngineProcess.RunAsync(Arguments().Where(argument => argument != "--foreground"), new Dictionary<string, string> { ["UNSTABLE_MOUNTPOINT_PID_FILE"] = pid });
        result.Code.ShouldBe(0);
        result.Output.ShouldContain("is mounted at");
        File.ReadAllText(Path.Combine(_folder, "f")).ShouldBe("text");
        var child = int.Parse(File.ReadAllText(pid), System.Globalization.CultureInfo.InvariantCulture);
        Sys.Kill(child, Terminate).ShouldBe(0);
        Poll.Until(() => Sys.Kill(child, 0) != 0 || File.ReadAllText($"/proc/{child}/stat").Contains(") Z", StringComparison.Ordinal));
        File.Delete(pid);
    }

    [Fact]
    public async Task C23_Terminate_UnmountsAndEndsWell()
    {
        await using var engine = EngineProcess.Start(Arguments());
        await engine.MountedAsync();
        engine.Signal(Terminate);
        (await engine.EndAsync()).ShouldBe(0);
        File.ReadLines("/proc/self/mountinfo").ShouldNotContain(line => line.Contains(_folder, StringComparison.Ordinal));
    }

    [Fact]
    public async Task C28toC30_Requests_CarryWhatTheFlagsSay()
    {
        await using var engine = EngineProcess.Start(Arguments("--no-sign-request", "--requester-pays", "--expected-bucket-owner", "123456789012", "--user-agent-prefix", "prefix/1"));
        await engine.MountedAsync();
        Sys.Stat(Path.Combine(_folder, "x"), out _).ShouldBe(Sys.ENOENT);
        foreach (var request in _s3.TakeRequests())
        {
            request.Headers.Keys.ShouldNotContain("authorization");
            request.Headers["x-amz-request-payer"].ShouldBe("requester");
            request.Headers["x-amz-expected-bucket-owner"].ShouldBe("123456789012");
            request.Headers["user-agent"].ShouldStartWith("prefix/1 mountpoint-s3/");
        }
    }

    [Fact]
    public async Task C31_LifetimeOfZero_Warns()
    {
        await using var engine = EngineProcess.Start(Arguments("--metadata-ttl", "0"));
        await engine.MountedAsync();
        Poll.Until(() => engine.Output.Contains("minimal", StringComparison.Ordinal));
    }

    [Fact]
    public async Task W40_OtherEncryptionThanAskedFor_EndsTheProcess()
    {
        await using var s3 = await S3StandIn.StartAsync(new S3StandInOptions { ClaimedEncryption = "AES256" });
        await using var mount = await MountedBucket.StartAsync(["--sse", "aws:kms"], s3);
        _ = Task.Run(() => File.WriteAllText(mount["f"], "x")).ContinueWith(write => write.Exception);
        (await mount.Engine.EndAsync()).ShouldBe(1);
        mount.Engine.Errors.ShouldContain("--sse");
    }

    [Fact]
    public async Task X2_User2_MakesTheLogLouder()
    {
        await using var mount = await MountedBucket.StartAsync(s3: _s3);
        mount.Engine.Signal(User2);
        Poll.Until(() => mount.Engine.Output.Contains("log filter is now", StringComparison.Ordinal));
        Sys.Stat(mount["x"], out _).ShouldBe(Sys.ENOENT);
    }

    [Fact]
    public async Task X1_ExpiredCredentials_AreRenewed()
    {
        await using var mount = await MountedBucket.StartAsync(s3: _s3);
        _s3.Store.Put("f", "text");
        _s3.Faults.Enqueue(new S3Fault("GetObject") { Status = 400, Code = "ExpiredToken" });
        mount.ReadAll("f").ShouldBe("text"u8.ToArray());
    }

    [Fact]
    public async Task X10_TwoMounts_SeeEachOthersFiles()
    {
        await using var one = await MountedBucket.StartAsync(s3: _s3);
        await using var two = await MountedBucket.StartAsync(s3: _s3);
        File.WriteAllText(one["f"], "written in one");
        File.ReadAllText(two["f"]).ShouldBe("written in one");
    }

    [Fact]
    public async Task L23_AllowRoot_ShutsOthersOut()
    {
        await using var engine = EngineProcess.Start(Arguments("--allow-root"));
        await engine.MountedAsync();
        Shell.Run($"chmod 755 '{_folder}' 2>/dev/null; stat '{_folder}/' > /dev/null").ShouldBe(0);
        Shell.Run($"setpriv --reuid 12345 --regid 12345 --clear-groups stat '{_folder}/x' 2>&1 | grep -q 'Permission denied'").ShouldBe(0);
    }

    [Fact]
    public async Task X4_InterruptedRead_EndsAtOnce()
    {
        await using var mount = await MountedBucket.StartAsync(s3: _s3);
        _s3.Store.Put("f", "text");
        var release = new TaskCompletionSource();
        _s3.Faults.Enqueue(new S3Fault("GetObject", 100) { HoldUntil = release.Task });
        // The program is killed while it waits; were the read not interruptible, it would stay.
        Shell.Run($"timeout -s KILL 2 cat '{mount["f"]}'").ShouldNotBe(0);
        release.SetResult();
    }

    private string[] Arguments(params string[] flags) => MountedBucket.Arguments(_s3, _folder, flags);
}
