using CsiHost.Plugins.S3.Mounter;

// One executable under two names: a link decides which of the two it is.
var name = Path.GetFileName(Environment.GetCommandLineArgs()[0]);
return name.Contains("daemonset", StringComparison.Ordinal) ? DaemonSetMounter.Run(name, args) : PodMounter.Run(name, args);
