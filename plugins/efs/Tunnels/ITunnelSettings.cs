namespace CsiHost.Plugins.Efs.Tunnels;

/// <summary>The settings of tunnels, as they are now.</summary>
internal interface ITunnelSettings
{
    /// <summary>Those of one service's tunnels.</summary>
    /// <param name="isS3Files">Whether it is S3 Files in place of EFS.</param>
    /// <exception cref="Abstractions.Errors.CsiException">The configuration file is missing or malformed (FailedPrecondition).</exception>
    TunnelSettings Read(bool isS3Files);
}
