namespace CsiHost.Plugins.Efs.Aws.Credentials;

/// <summary>One place where credentials come from.</summary>
internal interface IKeySource
{
    /// <exception cref="AwsException">There are none to be had (<see cref="AwsErrorKind.NoCredentials"/>).</exception>
    Task<AwsKeys> GetAsync(CancellationToken cancellationToken);
}
