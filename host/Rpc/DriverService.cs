using CsiHost.Drivers;
using CsiHost.Pipeline;
using CsiHost.Rpc.Wire;
using Google.Protobuf;

namespace CsiHost.Rpc;

/// <summary>What the services of a driver share: binding a method to its line of the table, the pipeline and whoever answers.</summary>
internal abstract class DriverService(string service, DriverInstance driver, CallPipeline pipeline)
{
    protected DriverInstance Driver { get; } = driver;

    /// <summary>Why the driver does not offer what needs a backend; null when it does.</summary>
    protected string? Without<T>(HostMode side)
        where T : class
    {
        if (Driver.Get<T>() is not null)
            return null;
        return Driver.Mode.HasFlag(side)
            ? $"it has no {typeof(T).Name}"
            : $"this host serves no {(side == HostMode.Node ? "node" : "controller")} calls";
    }

    /// <summary>A call with arguments that a backend answers.</summary>
    protected UnaryMethod Answer<TRequest, TResponse>(
        UnaryMethodDescriptor<TRequest, TResponse> descriptor,
        RequestPolicy<TRequest> policy,
        string? missing,
        CallStep<TRequest, TResponse> backend,
        TResponse? whenAbsent = null)
        where TRequest : class, IMessage<TRequest>
        where TResponse : class, IMessage<TResponse> =>
        Bind(descriptor, Describe<TRequest, TResponse>(policy, missing, backend, effects: null, whenAbsent));

    /// <summary>A call with arguments that changes this node's mounts.</summary>
    protected UnaryMethod Change<TRequest, TResponse>(
        UnaryMethodDescriptor<TRequest, TResponse> descriptor,
        RequestPolicy<TRequest> policy,
        string? missing,
        EffectStep<TRequest, TResponse> effects)
        where TRequest : class, IMessage<TRequest>
        where TResponse : class, IMessage<TResponse> =>
        Bind(descriptor, Describe(policy, missing, backend: null, effects, whenAbsent: null));

    /// <summary>A call without arguments. It is light when its answer is at hand.</summary>
    protected UnaryMethod Tell<TRequest, TResponse>(
        UnaryMethodDescriptor<TRequest, TResponse> descriptor, CallStep<TRequest, TResponse> answer, bool isLight = true, string? missing = null)
        where TRequest : class, IMessage<TRequest>
        where TResponse : class, IMessage<TResponse> =>
        Bind(descriptor, new CallMethod<TRequest, TResponse>
        {
            Name = NameOf(descriptor.Path),
            Service = service,
            IsLight = isLight,
            Missing = missing,
            Backend = answer,
        });

    protected static string NameOf(string path) => path[(path.LastIndexOf('/') + 1)..];

    private CallMethod<TRequest, TResponse> Describe<TRequest, TResponse>(
        RequestPolicy<TRequest> policy,
        string? missing,
        CallStep<TRequest, TResponse>? backend,
        EffectStep<TRequest, TResponse>? effects,
        TResponse? whenAbsent)
        where TRequest : class, IMessage<TRequest>
        where TResponse : class, IMessage<TResponse> =>
        new()
        {
            Name = policy.Rpc,
            Service = service,
            Missing = missing,
            Rules = policy.Rules,
            Locks = policy.Locks,
            Subject = policy.Subject,
            Secrets = policy.Secrets,
            Describer = WireRedactor.Describe,
            Backend = backend,
            Effects = effects,
            WhenAbsent = whenAbsent,
        };

    private UnaryMethod Bind<TRequest, TResponse>(
        UnaryMethodDescriptor<TRequest, TResponse> descriptor, CallMethod<TRequest, TResponse> method)
        where TRequest : class, IMessage<TRequest>
        where TResponse : class, IMessage<TResponse>
    {
        var bound = pipeline.Bind(method);
        return descriptor.Bind((request, call, cancellationToken) => bound(request, call.Deadline, cancellationToken));
    }
}
