using CsiHost.Abstractions.Errors;
using Microsoft.Extensions.Logging;

namespace CsiHost.Pipeline.Behaviors;

/// <summary>
/// Turns every failure into a status and logs it, once. Whoever throws does not log. A deliberate error is one line; anything else is
/// logged in full while the caller gets a bland text and the call id.
/// </summary>
internal sealed partial class ErrorBoundary(ILogger logger) : ICallBehavior
{
    public CallStep<TRequest, TResponse> Wrap<TRequest, TResponse>(CallMethod<TRequest, TResponse> method, CallStep<TRequest, TResponse> next)
        where TRequest : class
        where TResponse : class =>
        async (request, call) =>
        {
            try
            {
                return await next(request, call);
            }
            catch (Exception exception)
            {
                throw Translate(exception, call);
            }
        };

    private CallStatusException Translate(Exception exception, Call call)
    {
        var code = ErrorTable.CodeOf(exception, call);
        var isFault = code == StatusCode.Internal && exception is not CsiException { Kind: CsiErrorKind.Failed };
        var secrets = call.Method.SecretsOf(call.Request).ToList();
        var message = LogText.Scrub(MessageFor(code, exception, call), secrets);
        var detail = LogText.Scrub(isFault ? exception.ToString() : CauseOf(exception), secrets);
        var (level, name) = (LevelOf(code), ErrorTable.NameOf(code));
        if (isFault)
            LogFault(logger, call.Driver.Value, call.Method.Name, call.Id, call.Subject, detail);
        else
            LogRefusal(logger, level, call.Driver.Value, call.Method.Name, call.Id, call.Subject, name, message, detail);
        return new CallStatusException(code, message, exception);
    }

    private static string MessageFor(StatusCode code, Exception exception, Call call) => (code, exception) switch
    {
        (StatusCode.Internal, not CsiException { Kind: CsiErrorKind.Failed }) => $"internal error in {call.Method.Name} of {call.Driver}; the log has the cause under call {call.Id}",
        (_, CsiException or CallStatusException) => exception.Message,
        (StatusCode.DeadlineExceeded, _) => $"{call.Method.Name} of {call.Driver} did not end before its deadline",
        _ => $"{call.Method.Name} of {call.Driver} was cancelled by its client",
    };

    private static string CauseOf(Exception exception) =>
        exception is CsiException { InnerException: { } inner } ? $" (caused by {inner.GetType().Name}: {inner.Message})" : "";

    // What the caller can mend is information; what the cluster's owner must mend is a warning.
    private static LogLevel LevelOf(StatusCode code) => code switch
    {
        StatusCode.DeadlineExceeded or StatusCode.Unavailable or StatusCode.PermissionDenied or StatusCode.Unauthenticated
            or StatusCode.ResourceExhausted or StatusCode.Internal => LogLevel.Warning,
        _ => LogLevel.Information,
    };
}
