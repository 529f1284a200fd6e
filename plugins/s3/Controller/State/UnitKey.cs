namespace CsiHost.Plugins.S3.Controller.State;

/// <summary>
/// A persistent volume on a node. Everything that has to be decided together - who uses the volume there, the attachments, the Mountpoint Pods -
/// belongs to exactly one unit, so units are worked on at the same time and each by itself in turn.
/// </summary>
internal readonly record struct UnitKey(string Node, string Volume)
{
    public override string ToString() => $"volume {Volume} on node {Node}";
}
