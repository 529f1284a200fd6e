using CsiHost.Abstractions.Ports;
using CsiHost.Mounts;
using CsiHost.Native;
using CsiHost.Processes;
using CsiHost.Tests.Mounts.Rig;

namespace CsiHost.Tests.Mounts;

[Trait("tier", "functional")]
public sealed class PropagationTests : MountTest
{
    private const MountFlags Shared = (MountFlags)(1 << 20);

    [Fact]
    public async Task PublishAsync_AnotherMountNamespace_SeesTheVolumeComeAndGo()
    {
        await using var processes = Rig.OpenProcesses();
        var pod = await StartPodAsync(processes);
        var target = Rig.Target("pod-1");
        Rig.Backend.Plan = request => Requests.BindPlan(Rig.Volume("a"), request.TargetPath.Value);
        var sut = Rig.Open();
        var seen = $"/proc/{pod.ProcessId}/root{target}";

        await sut.PublishAsync(Requests.Publish(target, readOnly: false), MountRig.Call, default);
        File.ReadAllText(seen + "/hello").ShouldBe("a");
        File.WriteAllText(seen + "/from-pod", "written inside");
        File.ReadAllText(Rig.Volumes + "/a/from-pod").ShouldBe("written inside");

        await Unpublish(sut, target);
        File.ReadAllText($"/proc/{pod.ProcessId}/mountinfo").ShouldNotContain(target);
    }

    [Fact]
    public async Task PublishAsync_ReadOnly_IsReadOnlyInAnotherMountNamespaceToo()
    {
        await using var processes = Rig.OpenProcesses();
        var pod = await StartPodAsync(processes);
        var target = Rig.Target("pod-1");
        Rig.Backend.Plan = request => Requests.BindPlan(Rig.Volume("a"), request.TargetPath.Value);

        await Rig.Open().PublishAsync(Requests.Publish(target, readOnly: true), MountRig.Call, default);

        var seen = File.ReadLines($"/proc/{pod.ProcessId}/mountinfo").Select(MountInfoParser.ParseLine).Single(entry => entry?.MountPoint == target);
        seen!.IsReadOnly.ShouldBeTrue();
        Should.Throw<IOException>(() => File.WriteAllText($"/proc/{pod.ProcessId}/root{target}/from-pod", ""));
    }

    private async Task<HelperStatus> StartPodAsync(ProcessSupervisor processes)
    {
        MountCalls.Mount(null, Rig.Folder, null, Shared, null, Rig.Folder);
        var pod = await processes.StartAsync(
            new HelperProcess
            {
                Name = "pod",
                FileName = "/usr/bin/unshare",
                Arguments = ["--mount", "--propagation", "slave", "sh", "-c", "echo inside; exec sleep 1000"],
                Environment = new Dictionary<string, string> { ["PATH"] = "/usr/bin:/bin" },
            },
            default);
        await Eventually.IsTrue(() => processes.Find("pod")!.OutputTail.Contains("inside"), "the second namespace is there");
        return pod;
    }
}
