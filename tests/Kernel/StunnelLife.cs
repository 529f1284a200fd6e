namespace CsiHost.Kernel;

/// <summary>A mount through a stunnel process, which goes on while the host is gone.</summary>
internal sealed class StunnelLife(Rig rig, Checks checks)
{
    private const string Target = "/var/lib/kubelet/pods/three/volumes/kubernetes.io~csi/pv/mount";

    public async Task RunAsync()
    {
        await CheckAsync("publish with stunnel", PublishAsync);
        await CheckAsync("the stunnel process outlives a killed host, and the next one looks after it", KillHostAsync);
        await CheckAsync("unpublish ends the process", UnpublishAsync);
    }

    private Task CheckAsync(string name, Func<Task> check) => checks.RunAsync(name, check, () => rig.Host.Log);

    private async Task PublishAsync()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Target)!);
        await rig.Host.CallAsync(
            "node-publish-volume", "--volume-id", Rig.FileSystem, "--target-path", Target, "--cap", "mount:rw-many::tls,iam,stunnel");
        await File.WriteAllTextAsync($"{Target}/stunnel", "by stunnel");
        CheckFailedException.Unless(await File.ReadAllTextAsync($"{Rig.ServedFolder}/stunnel") == "by stunnel", "the server has something else");
        CheckFailedException.Unless(Processes().Count == 1, $"{Processes().Count} stunnel processes run");
    }

    private async Task KillHostAsync()
    {
        var process = Processes().Single();
        var writer = Writer.Start($"{Target}/stunnel-killed");
        await rig.Host.KillAsync();
        await writer.MoreAsync(10);
        await rig.Host.StartAsync();
        await writer.MoreAsync(10);
        await writer.StopAsync($"{Rig.ServedFolder}/stunnel-killed");
        CheckFailedException.Unless(Processes().SequenceEqual([process]), "another stunnel process runs");
    }

    private async Task UnpublishAsync()
    {
        await rig.Host.CallAsync("node-unpublish-volume", "--volume-id", Rig.FileSystem, "--target-path", Target);
        CheckFailedException.Unless(Processes().Count == 0 && Rig.TunnelPorts().Count == 0, "stunnel still runs");
    }

    private static List<string> Processes() =>
        [.. Directory.EnumerateDirectories("/proc").Where(folder => char.IsAsciiDigit(Path.GetFileName(folder)[0]) && NameOf(folder) == "stunnel\n")];

    private static string NameOf(string folder)
    {
        try
        {
            return File.ReadAllText(Path.Combine(folder, "comm"));
        }
        catch (IOException)
        {
            return "";
        }
    }
}
