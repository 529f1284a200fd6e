using CsiHost.Pipeline.Validation;

namespace CsiHost.Pipeline.Behaviors;

/// <summary>Refuses a request that breaks the specification or the driver's rules, before anything was touched.</summary>
internal sealed class SpecValidation(RuleContext context) : ICallBehavior
{
    public CallStep<TRequest, TResponse> Wrap<TRequest, TResponse>(CallMethod<TRequest, TResponse> method, CallStep<TRequest, TResponse> next)
        where TRequest : class
        where TResponse : class
    {
        // What is not offered is not checked either: the first answer then is the one that matters.
        if (method.Rules.Count == 0 || method.Missing is not null)
            return next;
        return (request, call) =>
        {
            Check(method.Rules, request);
            return next(request, call);
        };
    }

    private void Check<TRequest>(IReadOnlyList<FieldRule<TRequest>> rules, TRequest request)
    {
        foreach (var rule in rules)
        {
            if (rule.Find(request, context) is { } violation)
                throw violation.ToException();
        }
    }
}
