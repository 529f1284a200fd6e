using CsiHost.Plugins.S3.Mounter;
using CsiHost.Plugins.S3.Tests.Handover;

return args switch
{
    ["mounter", .. var rest] => PodMounter.Run("aws-s3-csi-mounter", rest),
    ["daemonset-mounter", .. var rest] => DaemonSetMounter.Run("aws-s3-csi-daemonset-mounter", rest),
    ["engine", .. var rest] => TestEngine.Run(rest),
    ["bench"] => await PublishBench.RunAsync(),
    _ => 0,
};
