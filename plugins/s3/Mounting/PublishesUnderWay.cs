using System.Runtime.CompilerServices;
using CsiHost.Abstractions.Calls;

namespace CsiHost.Plugins.S3.Mounting;

/// <summary>Carries a publish from its plan to its steps, which know the plan's recorded part only. What a call leaves here goes with the call.</summary>
internal sealed class PublishesUnderWay
{
    private readonly ConditionalWeakTable<CallContext, Publish> _publishes = [];

    public void Put(CallContext call, Publish publish) => _publishes.AddOrUpdate(call, publish);

    public Publish Of(CallContext call) => _publishes.TryGetValue(call, out var publish)
        ? publish
        : throw new InvalidOperationException("the step of a publish is carried out in another call than the one that planned it");
}
