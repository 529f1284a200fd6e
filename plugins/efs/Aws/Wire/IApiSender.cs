namespace CsiHost.Plugins.Efs.Aws.Wire;

/// <summary>Signs, sends and repeats requests to one service.</summary>
internal interface IApiSender
{
    /// <returns>The body of the answer.</returns>
    /// <exception cref="AwsException">The call failed, after all retries.</exception>
    ValueTask<byte[]> SendAsync(ApiRequest request, CancellationToken cancellationToken);
}
