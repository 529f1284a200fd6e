using System.Diagnostics;
using CsiHost.Plugins.S3.Tests.Controller.Rig;
using CsiHost.StandIns.Kubernetes;
using Xunit.Abstractions;
using static CsiHost.Plugins.S3.Tests.Controller.Rig.Cluster;

namespace CsiHost.Plugins.S3.Tests.Controller;

/// <summary>Many workloads at once. The figures are printed and not judged: <c>dotnet test --filter ScaleTests --logger "console;verbosity=detailed"</c>.</summary>
public sealed class ScaleTests(ITestOutputHelper output)
{
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(100);

    // Real time: only a test that would hang for ever comes to the end of it.
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(3);

    [Theory]
    [InlineData(200, 10, 4)]
    public Task Workloads_ThatShare_AllGetTheirPod(int workloads, int nodes, int volumes) => RunAsync(workloads, nodes, volumes, nodes * volumes);

    [Trait("tier", "functional")]
    [Theory]
    [InlineData(1000, 50)]
    public Task Workloads_EachWithItsVolume_AllGetTheirPod(int workloads, int nodes) => RunAsync(workloads, nodes, workloads, workloads);

    private async Task RunAsync(int workloads, int nodes, int volumes, int pods)
    {
        await using var rig = await ControllerRig.StartAsync(run: false);
        for (var volume = 0; volume < volumes; volume++)
        {
            rig.Add(Volume($"pv{volume}", $"claim{volume}"));
            rig.Add(Claim($"claim{volume}", $"pv{volume}"));
        }

        for (var index = 0; index < workloads; index++)
            rig.Add(Workload($"w{index}", $"claim{index % volumes}", $"node-{(volumes == workloads ? index : index / volumes) % nodes}"));

        var before = Environment.WorkingSet;
        var start = Stopwatch.GetTimestamp();
        await rig.RunControllerAsync();
        while (Users(rig) < workloads)
        {
            if (Stopwatch.GetElapsedTime(start) > Limit)
                Assert.Fail(rig.Report($"only {Users(rig)} of {workloads} workloads have their pod"));
            rig.Clock.Advance(Poll);
            await Task.Delay(Poll, TimeProvider.System);
        }

        output.WriteLine(
            $"{workloads} workloads on {nodes} nodes, {volumes} volumes: {Stopwatch.GetElapsedTime(start).TotalSeconds:F1} s, {rig.Server.Requests.Count} requests, "
            + $"resident {Environment.WorkingSet / 1048576} MiB with the server in the same process ({before / 1048576} MiB before)");
        rig.ListAttachments().Count.ShouldBe(pods);
        rig.ListPods().Count.ShouldBe(pods);
    }

    private static int Users(ControllerRig rig) =>
        rig.Store.List(new ResourceAddress("s3.csi.aws.com", "v2", "mountpoints3podattachments"))
            .Sum(item => item["spec"]!["mountpointS3PodAttachments"]!.AsObject().Sum(entry => entry.Value!.AsArray().Count));
}
