using CsiHost.Plugins.Local.Tests.Crash;

return args is ["work", var root, var seed] ? await CrashWorker.RunAsync(root, int.Parse(seed)) : 0;
