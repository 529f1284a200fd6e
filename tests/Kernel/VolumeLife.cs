using System.Text.Json;
using CsiHost.StandIns.MountTargets;

namespace CsiHost.Kernel;

/// <summary>A volume's whole life through in-process tunnels, with every accident that must not reach the workload.</summary>
internal sealed class VolumeLife(Rig rig, Checks checks)
{
    private const string Pods = "/var/lib/kubelet/pods";
    private const string FirstTarget = $"{Pods}/one/volumes/kubernetes.io~csi/pv/mount";
    private const string SecondTarget = $"{Pods}/two/volumes/kubernetes.io~csi/pv/mount";
    private const string Capability = "mount:rw-many::tls,iam";
    private string _volume = "";

    public async Task RunAsync()
    {
        await CheckAsync("the host starts", rig.Host.StartAsync);
        await CheckAsync("a volume is provisioned as an access point", CreateAsync);
        await CheckAsync("publish mounts with TLS, and the server knows the client", PublishAsync);
        await CheckAsync("written data reaches the server", WriteAsync);
        await CheckAsync("a second mount reads it", ReadFromSecondAsync);
        await CheckAsync("kill -9 of the host during writes: the writer sees no error, the ports are the same", KillHostAsync);
        await CheckAsync("certificates are renewed under load, without a gap", RenewAsync);
        await CheckAsync("the mount target fails: another one takes over, the writer sees no error", FailTargetAsync);
        await CheckAsync("unpublish of one mount leaves the other one alone", UnpublishFirstAsync);
        await CheckAsync("unpublish of the last one leaves nothing behind", UnpublishSecondAsync);
        await CheckAsync("the volume is deleted", DeleteAsync);
    }

    private Task CheckAsync(string name, Func<Task> check) => checks.RunAsync(name, check, () => rig.Host.Log);

    private async Task CreateAsync()
    {
        var answer = await rig.Host.CallAsync(
            "create-volume", "--name", "pvc-1", "--cap", Capability, "--capacity", "1Gi",
            "--param", "provisioningMode=efs-ap", "--param", $"fileSystemId={Rig.FileSystem}", "--param", "directoryPerms=700");
        using var json = JsonDocument.Parse(answer);
        var volume = json.RootElement.GetProperty("volume");
        _volume = (volume.TryGetProperty("volumeId", out var id) ? id : volume.GetProperty("volume_id")).GetString()!;
        var accessPoint = rig.Aws.Efs.AccessPoints.Single();
        CheckFailedException.Unless(_volume == $"{Rig.FileSystem}::{accessPoint.Id}", $"the handle is {_volume}");
    }

    private async Task PublishAsync()
    {
        await PublishAsync(FirstTarget);
        var client = rig.First.Clients[^1];
        CheckFailedException.Unless($"{client.FileSystemId}::{client.AccessPointId}" == _volume, $"the certificate is for {client}");
        CheckFailedException.Unless(client.ClientSource == "k8s" && client.Proof is { SessionToken: not null }, $"the certificate says {client}");
        var port = PortOf(FirstTarget);
        CheckFailedException.Unless(Rig.TunnelPorts().Contains(port), $"nobody listens on port {port}");
    }

    private static async Task WriteAsync()
    {
        await File.WriteAllTextAsync($"{FirstTarget}/message", "from one");
        CheckFailedException.Unless(await File.ReadAllTextAsync($"{Rig.ServedFolder}/message") == "from one", "the server has something else");
    }

    private async Task ReadFromSecondAsync()
    {
        await PublishAsync(SecondTarget);
        CheckFailedException.Unless(await File.ReadAllTextAsync($"{SecondTarget}/message") == "from one", "the second mount shows something else");
    }

    private async Task KillHostAsync()
    {
        var ports = Rig.TunnelPorts().Order().ToList();
        var writer = Writer.Start($"{FirstTarget}/killed");
        await writer.MoreAsync(20);
        await rig.Host.KillAsync();
        CheckFailedException.Unless(Rig.TunnelPorts().Count == 0, "a tunnel outlived its host");
        await rig.Host.StartAsync();
        await writer.MoreAsync(20);
        await writer.StopAsync($"{Rig.ServedFolder}/killed");
        CheckFailedException.Unless(Rig.TunnelPorts().Order().SequenceEqual(ports), "the tunnels are on other ports");
    }

    private async Task RenewAsync()
    {
        // From here on the credentials of a certificate live for seconds only. The host learns it with the next certificate, so it is started anew.
        rig.Agent.Life = TimeSpan.FromSeconds(8);
        await rig.Host.KillAsync();
        await rig.Host.StartAsync();
        var writer = Writer.Start($"{FirstTarget}/renewed");
        await writer.MoreAsync(5);
        var before = rig.First.Clients[^1].Proof!;
        var certificates = Certificates();
        await CheckFailedException.UntilAsync(() => Certificates().All(now => !certificates.Contains(now)), "the certificates are not renewed");
        await writer.MoreAsync(5);
        CheckFailedException.Unless(rig.First.Clients[^1].Proof == before, "the renewal broke a connection off");

        await rig.First.KillAsync();
        rig.First.Start();
        await writer.MoreAsync(5);
        await writer.StopAsync($"{Rig.ServedFolder}/renewed");
        var after = rig.First.Clients[^1].Proof!;
        CheckFailedException.Unless(after.AccessKeyId != before.AccessKeyId && after.Time > before.Time, "a new connection presents the old certificate");
    }

    private async Task FailTargetAsync()
    {
        var writer = Writer.Start($"{FirstTarget}/failed-over");
        await writer.MoreAsync(20);
        rig.StartSecond();
        await rig.First.KillAsync();
        await writer.MoreAsync(20);
        await writer.StopAsync($"{Rig.ServedFolder}/failed-over");
        CheckFailedException.Unless(rig.Second.Clients.Count > 0, "the second mount target was not used");
    }

    /// <summary>Both mounts show the same server, so the kernel may send all through the first one's tunnel.</summary>
    private async Task UnpublishFirstAsync()
    {
        await UnpublishAsync(FirstTarget);
        await File.WriteAllTextAsync($"{SecondTarget}/after", "still here");
        CheckFailedException.Unless(await File.ReadAllTextAsync($"{Rig.ServedFolder}/after") == "still here", "the server has something else");
    }

    private async Task UnpublishSecondAsync()
    {
        await UnpublishAsync(SecondTarget);
        await CheckFailedException.UntilAsync(() => Rig.TunnelPorts().Count == 0, "a tunnel is still open");
        await CheckFailedException.UntilAsync(
            () => !Directory.EnumerateFileSystemEntries(Rig.StateFolder).Any(),
            $"{Rig.StateFolder} holds {string.Join(", ", Directory.EnumerateFileSystemEntries(Rig.StateFolder))}");
    }

    private async Task DeleteAsync()
    {
        await rig.Host.CallAsync("delete-volume", "--volume-id", _volume);
        CheckFailedException.Unless(rig.Aws.Efs.AccessPoints.Count == 0, "the access point is still there");
    }

    private async Task PublishAsync(string target)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(target)!);
        await rig.Host.CallAsync("node-publish-volume", "--volume-id", _volume, "--target-path", target, "--cap", Capability);
        CheckFailedException.Unless(Rig.FindMount(target) is not null, $"{target} is not mounted");
    }

    private async Task UnpublishAsync(string target)
    {
        await rig.Host.CallAsync("node-unpublish-volume", "--volume-id", _volume, "--target-path", target);
        CheckFailedException.Unless(Rig.FindMount(target) is null, $"{target} is still mounted");
    }

    private static HashSet<string> Certificates() =>
        [.. Directory.EnumerateDirectories(Rig.StateFolder, "*+").Select(folder => File.ReadAllText(Path.Combine(folder, "certificate.pem")))];

    private static int PortOf(string target) => int.Parse(
        Rig.FindMount(target)!.Split(',').Single(option => option.StartsWith("port=", StringComparison.Ordinal))["port=".Length..],
        System.Globalization.CultureInfo.InvariantCulture);
}
