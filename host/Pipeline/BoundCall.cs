namespace CsiHost.Pipeline;

/// <summary>A method with every step around it. It fails with <see cref="CallStatusException"/> only.</summary>
/// <param name="request">The message.</param>
/// <param name="deadline">The client's deadline, if it set one.</param>
/// <param name="cancellationToken">Fires when the client has gone and when its deadline is over.</param>
internal delegate ValueTask<TResponse> BoundCall<TRequest, TResponse>(
    TRequest request, DateTimeOffset? deadline, CancellationToken cancellationToken)
    where TRequest : class
    where TResponse : class;
