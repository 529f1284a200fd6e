using CsiHost.Plugins.Efs.Aws.Wire;

namespace CsiHost.Plugins.Efs.Aws.Client;

/// <summary>Sends through the library and turns its exceptions into ours.</summary>
internal sealed class SdkSender(AwsService service, ApiClient client) : IApiSender
{
    public async ValueTask<byte[]> SendAsync(ApiRequest request, CancellationToken cancellationToken)
    {
        try
        {
            // The library's waits between attempts do not all listen to the token.
            return (await client.SendAsync(request, cancellationToken).WaitAsync(cancellationToken)).Body;
        }
        catch (Exception e) when (e is not AwsException && !(e is OperationCanceledException && cancellationToken.IsCancellationRequested))
        {
            throw SdkErrors.Translate(service, request.Operation, e);
        }
    }
}
