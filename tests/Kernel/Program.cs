using CsiHost.Kernel;

if (args is not ["--host", var host])
{
    Console.Error.WriteLine("usage: CsiHost.Kernel --host DIR   (DIR holds csi-host and its plugins; run it in the guest, see run.sh)");
    return 2;
}

// The mount targets are in this process, and so is what waits for them: a thread that blocks on NFS must not be one that they need.
ThreadPool.SetMinThreads(32, 32);
var checks = new Checks();
await using var rig = await Rig.CreateAsync(host);
await new VolumeLife(rig, checks).RunAsync();
await new StunnelLife(rig, checks).RunAsync();
Console.WriteLine($"{checks.Passed} passed, {checks.Failed} failed");
return checks.Failed == 0 ? 0 : 1;
