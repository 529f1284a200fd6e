using CsiHost.Abstractions.Ports;
using CsiHost.Native;
using CsiHost.Tests.Mounts.Rig;

namespace CsiHost.Tests.Mounts;

[Trait("tier", "functional")]
public sealed class PropagationTests : MountTest
{
    private const MountFlags Shared = (MountFlags)(1 << 20);

    [Fact]
    public async Task PublishAsync_AnotherMountNamespace_SeesTheVolumeComeAndGo()
    {
        MountCalls.Mount(null, Rig.Folder, null, Shared, null, Rig.Folder);
        await using var processes = Rig.OpenProcesses();
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
}
