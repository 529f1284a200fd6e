namespace CsiHost.Pipeline;

/// <summary>
/// One step around every call. Steps are put together once for each method when it is bound, so a step that has nothing to do for a
/// method returns <c>next</c> and costs its calls nothing.
/// </summary>
internal interface ICallBehavior
{
    CallStep<TRequest, TResponse> Wrap<TRequest, TResponse>(CallMethod<TRequest, TResponse> method, CallStep<TRequest, TResponse> next)
        where TRequest : class
        where TResponse : class;
}
