namespace CsiHost.Pipeline;

/// <summary>The rest of a call, from some step inwards.</summary>
internal delegate ValueTask<TResponse> CallStep<TRequest, TResponse>(TRequest request, Call call)
    where TRequest : class
    where TResponse : class;
