using CsiHost.Abstractions.Errors;
using CsiHost.Plugins.S3.Mounting;

namespace CsiHost.Plugins.S3.Tests.Handover;

/// <summary>From kubelet's call to a workload's file: node plugin, socket, mounter, FUSE server and bind, all real, with kills in between.</summary>
[Trait("tier", "functional")]
public sealed class HandoverTests : IAsyncLifetime
{
    private readonly NodeRig _node = new();
    private readonly List<MounterProcess> _mounters = [];

    public Task InitializeAsync() => _node.StartAsync();

    public async Task DisposeAsync()
    {
        foreach (var mounter in _mounters)
            mounter.Dispose();
        await _node.DisposeAsync();
    }

    [Fact]
    public async Task Publish_ShowsTheBucket_WithTheArgumentsAndEnvironmentThatWereAskedFor()
    {
        (_node.Options.AccessKeyId, _node.Options.SecretAccessKey, _node.Options.Region) = ("AKIA", "secret", "us-east-1");
        var mounter = await ServeAsync("mp-a", "w1");

        await _node.PublishAsync(_node.Request("w1", "my-bucket"));

        var target = _node.Target("w1");
        (await File.ReadAllTextAsync(target + "/bucket")).ShouldBe("my-bucket");
        var uid = Path.GetFileName(Path.GetDirectoryName(Path.GetDirectoryName(Path.GetDirectoryName(mounter.Comm))))!;
        (await File.ReadAllLinesAsync(target + "/arguments")).ShouldBe(
        [
            "my-bucket", "/dev/fd/3", "--allow-root", "--foreground",
            "--user-agent-prefix=s3-csi-driver/2.0.0 credential-source#driver md/install#unknown",
        ]);
        (await File.ReadAllLinesAsync(target + "/environment")).Where(line => !line.StartsWith("PWD=", StringComparison.Ordinal)).Order(StringComparer.Ordinal).ShouldBe(
        [
            $"AWS_CONFIG_FILE=/comm/credentials/{uid}-vol-1-s3-csi-config", $"AWS_PROFILE={uid}-vol-1-s3-csi", "AWS_REGION=us-east-1",
            $"AWS_SHARED_CREDENTIALS_FILE=/comm/credentials/{uid}-vol-1-s3-csi-credentials",
        ]);
        var entry = _node.Table.Find(target).ShouldNotBeNull();
        (entry.Source, entry.FileSystemType, entry.IsReadOnly).ShouldBe((MountpointMounts.DeviceName, "fuse", false));
        new[] { "nosuid", "nodev", "noatime" }.ShouldBeSubsetOf(entry.Options);
        File.GetUnixFileMode(Path.Combine(mounter.Comm, "credentials"))
            .ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.GroupRead | UnixFileMode.GroupExecute); // M16
    }

    [Fact]
    public async Task Publish_Again_RenewsCredentialsOnly() // M9
    {
        (_node.Options.AccessKeyId, _node.Options.SecretAccessKey) = ("AKIA", "secret");
        var mounter = await ServeAsync("mp-a", "w1");
        var descriptors = CountDescriptors();
        for (var round = 0; round < 5; round++)
        {
            _node.Options.SecretAccessKey = $"secret-{round}";
            // Edited mount options do not keep credentials from being renewed.
            var request = _node.Request("w1", "b");
            await _node.PublishAsync(request with { Capability = request.Capability with { MountFlags = round == 4 ? ["debug"] : [] } });
            File.ReadAllText(Directory.GetFiles(mounter.Comm + "/credentials").Single(name => name.EndsWith("-credentials", StringComparison.Ordinal)))
                .ShouldContain($"secret-{round}");
        }

        Mounts().Count.ShouldBe(2);
        CountDescriptors().ShouldBeLessThanOrEqualTo(descriptors);
    }

    [Fact]
    public async Task Publish_SecondWorkload_SharesTheSource_AndReadersDoNotLimitWriters() // M10
    {
        await ServeAsync("mp-a", "w1", "w2");

        await Task.WhenAll(
            _node.PublishAsync(_node.Request("w1", "b") with { ReadOnly = true }),
            _node.PublishAsync(_node.Request("w2", "b")));

        Mounts().Count.ShouldBe(3);
        _node.Table.Find(_node.Target("w1"))!.IsReadOnly.ShouldBeTrue();
        _node.Table.Find(_node.Target("w2"))!.IsReadOnly.ShouldBeFalse();
        await _node.UnpublishAsync("w1");
        File.ReadAllText(_node.Target("w2") + "/bucket").ShouldBe("b");
        await _node.UnpublishAsync("w2");
        Mounts().ShouldBe([_node.Paths.SourceOf("mp-a")]);
    }

    [Fact]
    public async Task Publish_EngineFails_TellsWhatItSaid_AndLeavesNothing() // M14, M15
    {
        var mounter = await ServeAsync("mp-a", "w1");
        File.WriteAllText(Path.Combine(mounter.Comm, "mount.err"), "of an earlier attempt");

        var error = await Should.ThrowAsync<CsiException>(() => _node.PublishAsync(_node.Request("w1", "fails")));

        error.Kind.ShouldBe(CsiErrorKind.Failed);
        error.Message.ShouldStartWith($"Could not mount \"fails\" at \"{_node.Target("w1")}\": ");
        error.Message.ShouldContain("Mountpoint Pod mp-a failed: Error: bucket fails does not exist");
        error.Message.ShouldContain("kubectl logs -n mount-s3 mp-a");
        error.Message.ShouldNotContain("earlier attempt");
        Mounts().ShouldBeEmpty();
        Directory.Exists(_node.Target("w1")).ShouldBeFalse();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Publish_NobodyServesBeforeTheDeadline_LeavesNothing(bool accepts) // M13
    {
        if (accepts)
            await ServeAsync("mp-a", "w1");
        else
            await AddAsync("mp-a", "w1");

        var error = await Should.ThrowAsync<CsiException>(() => _node.PublishAsync(_node.Request("w1", "never-serves"), NodeRig.Call(TimeSpan.FromSeconds(4))));

        error.Message.ShouldContain("did not serve the mount before the call's deadline");
        Mounts().ShouldBeEmpty();
    }

    [Fact]
    public async Task Publish_MounterIsKilledWithTheOptions_FailsAndTheNextOneSucceeds()
    {
        var mounter = await ServeAsync("mp-a", "w1");
        var publish = _node.PublishAsync(_node.Request("w1", "never-serves"), NodeRig.Call(TimeSpan.FromSeconds(60)));
        await MounterProcess.UntilAsync(() => mounter.EngineId() > 0);
        var engine = mounter.EngineId();
        mounter.Signal("KILL");
        System.Diagnostics.Process.GetProcessById(engine).Kill();

        var error = await Should.ThrowAsync<CsiException>(() => publish);

        error.Message.ShouldContain("mount-s3 ended without saying why");
        Mounts().ShouldBeEmpty();
        await mounter.StartAsync();
        await _node.PublishAsync(_node.Request("w1", "b"));
        File.ReadAllText(_node.Target("w1") + "/bucket").ShouldBe("b");
    }

    [Fact]
    public async Task Publish_EngineWasKilled_MountsAnew()
    {
        var mounter = await ServeAsync("mp-a", "w1");
        await _node.PublishAsync(_node.Request("w1", "b"));
        System.Diagnostics.Process.GetProcessById(EngineOf(mounter)).Kill();
        (await mounter.WaitAsync()).ShouldBe(255);
        Should.Throw<IOException>(() => File.ReadAllText(_node.Target("w1") + "/bucket"));

        await mounter.StartAsync();
        await _node.PublishAsync(_node.Request("w1", "b"));

        File.ReadAllText(_node.Target("w1") + "/bucket").ShouldBe("b");
        Mounts().Count.ShouldBe(2);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Restart_OfTheNodePlugin_LeavesMounts_WithRecordsAndWithout(bool keepsRecords) // E13
    {
        await ServeAsync("mp-a", "w1");
        await _node.PublishAsync(_node.Request("w1", "b"));
        if (!keepsRecords)
            Directory.Delete(Path.Combine(Path.GetDirectoryName(_node.Kubelet)!, "state"), recursive: true);

        await _node.StartAsync();

        File.ReadAllText(_node.Target("w1") + "/bucket").ShouldBe("b");
        await _node.PublishAsync(_node.Request("w1", "b"));
        Mounts().Count.ShouldBe(2);
        await _node.UnpublishAsync("w1");
        await _node.UnpublishAsync("w1");
        Mounts().Count.ShouldBe(1);
        Directory.Exists(_node.Target("w1")).ShouldBeFalse();
    }

    [Fact]
    public async Task Release_OfAnUnusedPod_UnmountsAndLetsItEndWell() // X2
    {
        (_node.Options.AccessKeyId, _node.Options.SecretAccessKey) = ("AKIA", "secret");
        var mounter = await ServeAsync("mp-a", "w1");
        await _node.PublishAsync(_node.Request("w1", "b"));
        await _node.UnpublishAsync("w1");

        await _node.ChangePodAsync("mp-a", pod => pod["metadata"]!["annotations"]!["s3.csi.aws.com/needs-unmount"] = "true");

        (await mounter.WaitAsync()).ShouldBe(0);
        await MounterProcess.UntilAsync(() => !Directory.Exists(_node.Paths.SourceOf("mp-a")) && Directory.GetFiles(mounter.Comm + "/credentials").Length == 0);
        Mounts().ShouldBeEmpty();
        File.GetUnixFileMode(mounter.Comm + "/mount.exit").ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead);
    }

    [Fact]
    public async Task Publish_WhereAMountOfVersionOneIs_RenewsItsCredentialsOnly() // M11
    {
        (_node.Options.AccessKeyId, _node.Options.SecretAccessKey) = ("AKIA", "secret");
        using var mounter = new MounterProcess();
        await mounter.StartAsync();
        Directory.CreateDirectory(_node.Target("w1"));
        using (var fuse = await _node.Mounter.MountFuseAsync(MountpointMounts.DeviceName, _node.Target("w1"), "fuse", ["allow_other"], CancellationToken.None))
        {
            using var comm = S3.Files.Folder.Open(mounter.Comm)!;
            await new MountpointPodSocket(TimeProvider.System).SendAsync(comm, MounterProcessTests.Message("b"), fuse, CancellationToken.None);
        }

        await _node.PublishAsync(_node.Request("w1", "b"));

        Mounts().ShouldBe([_node.Target("w1")]);
        Directory.GetFiles(_node.Options.HostPluginDirectory).Select(Path.GetFileName).ShouldBe(
            ["w1-vol-1-s3-csi-config", "w1-vol-1-s3-csi-credentials"], ignoreOrder: true);
        await _node.UnpublishAsync("w1");
        Mounts().ShouldBeEmpty();
        Directory.GetFiles(_node.Options.HostPluginDirectory).ShouldBeEmpty();
    }

    private async Task<MounterProcess> ServeAsync(string pod, params string[] workloads)
    {
        var mounter = await AddAsync(pod, workloads);
        await mounter.StartAsync();
        return mounter;
    }

    private async Task<MounterProcess> AddAsync(string pod, params string[] workloads)
    {
        var mounter = new MounterProcess(await _node.AddPodAsync(pod));
        _mounters.Add(mounter);
        await _node.AttachAsync("s3pa-" + pod, pod, workloads);
        return mounter;
    }

    private static int EngineOf(MounterProcess mounter) => mounter.EngineId();

    /// <summary>The test's mounts, by path.</summary>
    private List<string> Mounts() => [.. _node.Table.Read().Where(MountpointMounts.IsOurs).Select(entry => entry.MountPoint)
        .Where(path => path.StartsWith(_node.Kubelet, StringComparison.Ordinal))];

    private static int CountDescriptors() => Directory.GetFiles("/proc/self/fd").Count(file => new FileInfo(file).LinkTarget is "/dev/fuse");
}
