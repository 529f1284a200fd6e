using CsiHost.Abstractions.Backends;
using CsiHost.Abstractions.Backends.Controller;
using CsiHost.Abstractions.Backends.Node;
using CsiHost.Drivers;
using CsiHost.Mounts;
using CsiHost.Pipeline.Behaviors;
using CsiHost.Pipeline.Locks;
using CsiHost.Pipeline.Validation;

namespace CsiHost.Pipeline;

/// <summary>
/// The steps around each call of one driver, outermost first. The order is behaviour: errors of every step reach the boundary, metrics see
/// the code a client sees, nothing is locked for a request that is wrong, and a lock lives as long as the work it guards.
/// </summary>
internal sealed class CallPipeline
{
    private readonly CallScope _scope;

    public CallPipeline(DriverInstance driver, PipelineOptions options, PipelineServices services, INodeMounts? mounts)
    {
        var logger = services.Loggers.CreateLogger("CsiHost.Pipeline");
        _scope = new CallScope { Driver = driver.Name, Locks = new LockTable(), Ids = services.Ids, Time = services.Time };
        Gate = new AdmissionGate(driver.Name.Value, options.MaxConcurrentCalls);
        Behaviors =
        [
            new ErrorBoundary(logger),
            new Trace(logger, driver.Plugin.Id),
            new Metrics(services.Metrics, services.SlowCalls, services.Time, driver.Name.Value),
            new Admission(Gate),
            new SpecValidation(ContextOf(driver, options)),
            new Deadline(options.CallTimeout, services.Time),
            new Locking(),
            new Backend(),
            new Effects(mounts),
        ];
    }

    public IReadOnlyList<ICallBehavior> Behaviors { get; }

    /// <summary>Lets calls in; hosting closes it to stop.</summary>
    public AdmissionGate Gate { get; }

    /// <summary>The locks that calls hold now.</summary>
    public LockTable Locks => _scope.Locks;

    /// <summary>Puts the steps around a method, once.</summary>
    public BoundCall<TRequest, TResponse> Bind<TRequest, TResponse>(CallMethod<TRequest, TResponse> method)
        where TRequest : class
        where TResponse : class
    {
        CallStep<TRequest, TResponse> step = (_, _) => throw new InvalidOperationException($"nothing answers {method.Name}");
        foreach (var behavior in Behaviors.Reverse())
            step = behavior.Wrap(method, step);
        return (request, deadline, cancellationToken) => step(request, new Call(method, _scope, request, deadline, cancellationToken));
    }

    private static RuleContext ContextOf(DriverInstance driver, PipelineOptions options) => new()
    {
        Driver = driver.Get<IVolumeRules>(),
        Stages = driver.Get<INodeStager>() is not null,
        Modifies = driver.Get<IVolumeModifier>() is not null,
        RequiredRoot = options.RequiredRoot,
    };
}
