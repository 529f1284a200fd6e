namespace CsiHost.Plugins.S3.Controller.State;

/// <summary>One thing to bring in order.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="First">The namespace of a workload; the node of a unit; empty for a headroom pod.</param>
/// <param name="Second">The name of a workload or headroom pod; the persistent volume of a unit.</param>
internal readonly record struct WorkKey(WorkKind Kind, string First, string Second)
{
    public static WorkKey Workload(string space, string name) => new(WorkKind.Workload, space, name);

    public static WorkKey Unit(UnitKey unit) => new(WorkKind.Unit, unit.Node, unit.Volume);

    public static WorkKey HeadroomPod(string name) => new(WorkKind.HeadroomPod, "", name);

    public override string ToString() => Kind switch
    {
        WorkKind.Workload => $"workload {First}/{Second}",
        WorkKind.Unit => $"volume {Second} on node {First}",
        _ => $"headroom pod {Second}",
    };
}
