namespace CsiHost.Plugins.Efs.Aws.Wire;

/// <summary>Makes the sender when it is first needed, so that the AWS libraries are loaded only then. A failure is not kept.</summary>
internal sealed class LazySender(Func<CancellationToken, ValueTask<IApiSender>> create) : IApiSender
{
    private IApiSender? _sender;

    public async ValueTask<byte[]> SendAsync(ApiRequest request, CancellationToken cancellationToken)
    {
        // Two first calls at once may make two; one of them is kept.
        var sender = Volatile.Read(ref _sender);
        if (sender is null)
        {
            var made = await create(cancellationToken);
            sender = Interlocked.CompareExchange(ref _sender, made, null) ?? made;
        }
        return await sender.SendAsync(request, cancellationToken);
    }
}
