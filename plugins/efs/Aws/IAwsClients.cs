using CsiHost.Plugins.Efs.Volumes;

namespace CsiHost.Plugins.Efs.Aws;

/// <summary>Gives the clients of AWS services; making one touches neither the network nor the AWS libraries.</summary>
internal interface IAwsClients
{
    /// <summary>The file-system service, as this process or as a role of another account.</summary>
    /// <remarks>A role has no effect on S3 Files, as upstream has it.</remarks>
    IEfsApi GetFileSystems(StorageKind kind, AssumedRole? role = null);

    IEc2Api Ec2 { get; }
}
